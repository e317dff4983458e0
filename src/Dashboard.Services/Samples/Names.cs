using System.Globalization;
using System.Text;

namespace Dashboard.Services.Samples;

/// <summary>Which given names and surnames go together.</summary>
internal enum NameStyle
{
    German,
    Dutch,
    French,
    English,
    Italian,
    Spanish,
    Nordic,
    Polish,
    Wider,
}

/// <summary>Common given names and surnames.</summary>
internal static class Names
{
    private static readonly (string[] Female, string[] Male, string[] Surnames)[] Lists =
    [
        (Split("Anna Lena Sophie Marie Julia Katharina Sabine Petra Claudia Monika Ursula Birgit Hannah Mia Emma Lea Franziska Susanne Heike Stefanie Martina Renate Johanna Clara"),
            Split("Lukas Jonas Felix Paul Maximilian Thomas Michael Andreas Stefan Wolfgang Klaus Jürgen Leon Finn Moritz Tobias Sebastian Christian Matthias Frank Uwe Bernd Jan Niklas"),
            Split("Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Herrmann König")),
        (Split("Emma Sanne Lotte Fleur Anouk Femke Maaike Ingrid Marijke Saskia Eva Julia"), Split("Daan Sem Bram Thijs Jeroen Pieter Joost Ruben Kees Willem Lars Stijn"),
            ["de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "Bos", "Vos", "Peeters", "Janssens", "Maes", "Willems"]),
        (Split("Camille Léa Manon Chloé Claire Nathalie Isabelle Sylvie Juliette Élodie Inès Margaux"), Split("Louis Hugo Antoine Julien Nicolas Philippe Pierre Gabriel Mathieu Thierry Olivier Théo"),
            Split("Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Roux Fournier Girard")),
        (Split("Olivia Amelia Emily Grace Charlotte Sarah Helen Margaret Rebecca Lucy Hannah Fiona"), Split("Oliver George Harry Jack James William Andrew David Sean Callum Ian Robert"),
            Split("Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Murphy Kelly O'Brien Campbell")),
        (Split("Giulia Sofia Chiara Francesca Martina Elena Paola Laura Alessia Valentina"), Split("Marco Luca Alessandro Matteo Giovanni Andrea Paolo Davide Stefano Lorenzo"),
            Split("Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa")),
        (Split("Lucía María Carmen Paula Marta Elena Ana Isabel Cristina Sara"), Split("Alejandro Pablo Javier Daniel Carlos Miguel Sergio Álvaro Jorge Luis"),
            Split("García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz")),
        (Split("Freja Ida Astrid Ingrid Maja Elsa Karin Mette Signe Linnea"), Split("Oscar Lars Erik Anders Magnus Mikkel Søren Gustav Nils Henrik"),
            Split("Jensen Nielsen Hansen Pedersen Andersson Johansson Karlsson Nilsson Eriksson Larsen Sørensen Lindberg Berg Holm")),
        (Split("Zofia Julia Maja Anna Katarzyna Agnieszka Małgorzata Ewa Magdalena Joanna"), Split("Jakub Antoni Piotr Krzysztof Tomasz Paweł Michał Marcin Adam Mateusz"),
            Split("Nowak Kowalczyk Wójcik Mazur Krawczyk Kaczmarek Zając Król Wróbel Wieczorek Adamczyk Dudek Pawlak Sikora")),
        (Split("Fatima Elif Zeynep Leila Amina Mei Linh Priya Ananya Yuki Olena Irina Ngozi Mariam Shirin"), Split("Mehmet Emre Omar Yusuf Ahmed Wei Minh Arjun Ravi Kenji Oleksandr Dmitri Chidi Ali Reza"),
            Split("Yılmaz Kaya Demir Şahin Öztürk Haddad Khan Rahman Nguyen Tran Wang Chen Sharma Patel Tanaka Shevchenko Ivanova Okafor Mensah Ahmadi")),
    ];

    /// <summary>A given name; of either list when the gender is neither.</summary>
    public static string Given(NameStyle style, bool? female, ref RandomStream random)
    {
        var (women, men, _) = Lists[(int)style];
        var list = female ?? random.Chance(0.5) ? women : men;
        return list[random.Below(list.Length)];
    }

    public static string Surname(NameStyle style, ref RandomStream random)
    {
        var list = Lists[(int)style].Surnames;
        return list[random.Below(list.Length)];
    }

    /// <summary>A name as the first part of an e-mail address takes it: small letters from a to z.</summary>
    public static string ForAddress(string name) => Plain[name];

    private static Dictionary<string, string> Plain { get; } = Lists
        .SelectMany(l => l.Female.Concat(l.Male).Concat(l.Surnames)).Distinct(StringComparer.Ordinal)
        .ToDictionary(n => n, ToPlain, StringComparer.Ordinal);

    private static string ToPlain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetter(c))
                plain.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.LowercaseLetter)
                plain.Append(c switch { 'ø' => 'o', 'ł' => 'l', 'ı' => 'i', 'ß' => 's', _ => 'x' });
        }
        return plain.ToString();
    }

    private static string[] Split(string names) => names.Split(' ');
}
