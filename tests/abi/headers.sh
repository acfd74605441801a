#!/bin/bash
# Compiles the public headers alone, in every language and with every compiler that is here.
set -eu
include=$1
ran=0
for compiler in gcc clang clang-14; do
  command -v "$compiler" > /dev/null || continue
  for standard in c11 c++20; do
    language=${standard%%[0-9]*}
    for header in "$include"/tenon/*.h $([ "$language" = c++ ] && ls "$include"/tenon/*.hpp); do
      echo "#include \"tenon/$(basename "$header")\"" |
        "$compiler" -x "$language" -std="$standard" -Wall -Wextra -Werror -I "$include" -fsyntax-only - || { echo "FAILED: $compiler $standard $header"; exit 1; }
      ran=$((ran + 1))
    done
  done
done
[ "$ran" -gt 0 ] || { echo "FAILED: no compiler was found"; exit 1; }
echo "$ran header checks passed"
