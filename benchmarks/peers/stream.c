/* What the machine allows: memory read and copy on one thread and on all, and a search for line ends in a file that is in memory.
   gcc -O3 -march=native -fopenmp stream.c -o stream && ./stream FILE        prints one JSON line, GB/s */
#include <fcntl.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static const long count = 64L << 20;

static double best_read(const double *a, double *sink) {
  double best = 0;
  for (int k = 0; k < 5; k++) {
    double sum = 0, start = omp_get_wtime();
#pragma omp parallel for simd reduction(+ : sum)
    for (long i = 0; i < count; i++) sum += a[i];
    double rate = count * 8 / (omp_get_wtime() - start) / 1e9;
    if (rate > best) best = rate;
    *sink += sum;
  }
  return best;
}

static double best_copy(const double *a, double *b) {
  double best = 0;
  for (int k = 0; k < 5; k++) {
    double start = omp_get_wtime();
#pragma omp parallel for simd
    for (long i = 0; i < count; i++) b[i] = a[i];
    double rate = count * 16 / (omp_get_wtime() - start) / 1e9;
    if (rate > best) best = rate;
  }
  return best;
}

static double best_scan(const char *text, long size, long *lines) {
  double best = 0;
  int threads = omp_get_max_threads();
  for (int k = 0; k < 3; k++) {
    long found = 0;
    double start = omp_get_wtime();
#pragma omp parallel for reduction(+ : found)
    for (int t = 0; t < threads; t++) {
      const char *at = text + size * t / threads, *end = text + size * (t + 1) / threads;
      while ((at = memchr(at, '\n', end - at))) found++, at++;
    }
    double rate = size / (omp_get_wtime() - start) / 1e9;
    if (rate > best) best = rate;
    *lines = found;
  }
  return best;
}

int main(int argc, char **argv) {
  if (argc < 2) return fprintf(stderr, "usage: stream FILE\n"), 2;
  int file = open(argv[1], O_RDONLY), all = omp_get_max_threads();
  struct stat facts;
  if (file < 0 || fstat(file, &facts)) return perror(argv[1]), 1;
  char *text = mmap(0, facts.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  double *a = malloc(count * 8), *b = malloc(count * 8), sink = 0, read[2], copy[2], scan[2];
  long lines = 0;
  for (int k = 0; k < 2; k++) {
    omp_set_num_threads(k ? all : 1);
#pragma omp parallel for
    for (long i = 0; i < count; i++) a[i] = 1, b[i] = 2;
    read[k] = best_read(a, &sink);
    copy[k] = best_copy(a, b);
    scan[k] = best_scan(text, facts.st_size, &lines);
  }
  printf("{\"threads\": %d, \"read_1\": %.2f, \"read_all\": %.2f, \"copy_1\": %.2f, \"copy_all\": %.2f, \"scan_1\": %.2f, \"scan_all\": %.2f, \"lines\": %ld, \"sink\": %g}\n",
         all, read[0], read[1], copy[0], copy[1], scan[0], scan[1], lines, sink + b[7]);
}
