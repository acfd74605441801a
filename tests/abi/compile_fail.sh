#!/bin/bash
# A plugin whose C++ function and schema differ must not compile, and the compiler must say in which way.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
include=$1 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
try() {  # try EDIT MESSAGE
  sed "$1" "$here/out_of_tree_cpp/gauge.cpp" > "$work/plugin.cpp"
  cmp -s "$work/plugin.cpp" "$here/out_of_tree_cpp/gauge.cpp" && { echo "FAILED: the edit '$1' changes nothing"; exit 1; }
  if c++ -std=c++20 -fsyntax-only -I "$include" "$work/plugin.cpp" 2> "$work/errors"; then echo "FAILED: '$1' compiles"; exit 1; fi
  grep -q "$2" "$work/errors" || { cat "$work/errors"; echo "FAILED: '$1' does not say $2"; exit 1; }
}
try 's|float by) -> Tensor|int by) -> Tensor|' a_parameter_type_differs_from_the_schema
try 's|forward(Tensor input) -> Tensor|forward(str input) -> Tensor|' a_parameter_type_differs_from_the_schema
try 's|Tensor input, str kind|Tensor input|' the_number_of_parameters_differs_from_the_schema
try 's|-> (Tensor, int)|-> Tensor|' the_number_of_results_differs_from_the_schema
