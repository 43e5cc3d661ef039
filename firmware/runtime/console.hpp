// The C library's standard output on the UART.
#pragma once

#include <cstdio>

namespace edgeloom::firmware {

/// Prepares the UART for std::printf and friends.
void open_console();

} // namespace edgeloom::firmware
