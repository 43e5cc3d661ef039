#include "runtime/console.hpp"

#include "abi/memory_map.hpp"
#include "drivers/uart.hpp"

namespace {

edgeloom::firmware::Uart uart() {
    return edgeloom::firmware::Uart(edgeloom::abi::memory_map::uart.base);
}

int put(char character, FILE*) {
    uart().write(character);
    return static_cast<unsigned char>(character);
}

FILE console = FDEV_SETUP_STREAM(put, nullptr, nullptr, _FDEV_SETUP_WRITE);

} // namespace

FILE* const stdout = &console;
FILE* const stderr = &console;

namespace edgeloom::firmware {

void open_console() {
    uart().open();
}

} // namespace edgeloom::firmware
