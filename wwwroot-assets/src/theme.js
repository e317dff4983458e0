// Loaded before the first paint: applies the theme that was chosen here before, so that nothing flashes.
try {
  const choice = localStorage.getItem("theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // Storage may be switched off; the system's theme applies.
}
