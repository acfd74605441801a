#!/bin/bash
# Builds the plugins and a program against the package alone, outside of the tree, and runs them: out_of_tree.sh PACKAGE WORK
set -eu
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "$1" && pwd) work=$2
rm -rf "$work" && mkdir -p "$work"
for name in out_of_tree_c out_of_tree_cpp program; do
  cp -r "$here/$name" "$work/$name"
  cmake -G Ninja -S "$work/$name" -B "$work/$name/build" -DCMAKE_PREFIX_PATH="$package" -DCMAKE_BUILD_TYPE=Release > "$work/$name.log" 2>&1 &&
    cmake --build "$work/$name/build" >> "$work/$name.log" 2>&1 || { cat "$work/$name.log"; exit 1; }
done
for plugin in out_of_tree_c/build/plain_c.so out_of_tree_cpp/build/gauge.so; do
  exports=$(nm -D --defined-only "$work/$plugin" | awk '{print $3}')
  [ "$exports" = tn_plugin_entry_v1 ] || { echo "FAILED: $plugin exports: $exports"; exit 1; }
  if readelf -dW "$work/$plugin" | grep NEEDED | grep -E 'tenon|stdc\+\+'; then echo "FAILED: $plugin links the above"; exit 1; fi
  strip -o "$work/stripped_$(basename "$plugin")" "$work/$plugin"
done
LD_LIBRARY_PATH="$package/lib" "$work/program/build/program" "$work/program" "$work/stripped_plain_c.so" "$work/stripped_gauge.so"
