#pragma once

// Throws where an operator differs from its op, or a module from its file; `folder` is made.
void try_operators();
void try_files(const char* folder);
