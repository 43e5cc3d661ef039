#include "platform/semihosting/semihosting.hpp"

#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace edgeloom::semihosting {

namespace {

// The three instructions of a call; the first and the last do nothing.
constexpr std::uint32_t before_call = 0x01F0'1013; // slli x0, x0, 0x1f
constexpr std::uint32_t call = 0x0010'0073;        // ebreak
constexpr std::uint32_t after_call = 0x4070'5013;  // srai x0, x0, 7
constexpr std::uint32_t instruction_bytes = 4;

constexpr unsigned a0 = 10;
constexpr unsigned a1 = 11;

namespace operation {
constexpr std::uint32_t open = 0x01;
constexpr std::uint32_t close = 0x02;
constexpr std::uint32_t write_character = 0x03;
constexpr std::uint32_t write_string = 0x04;
constexpr std::uint32_t write = 0x05;
constexpr std::uint32_t read = 0x06;
constexpr std::uint32_t read_character = 0x07;
constexpr std::uint32_t is_error = 0x08;
constexpr std::uint32_t is_terminal = 0x09;
constexpr std::uint32_t seek = 0x0A;
constexpr std::uint32_t length = 0x0C;
constexpr std::uint32_t clock = 0x10;
constexpr std::uint32_t time = 0x11;
constexpr std::uint32_t error_number = 0x13;
constexpr std::uint32_t command_line = 0x15;
constexpr std::uint32_t heap = 0x16;
constexpr std::uint32_t exit = 0x18;
constexpr std::uint32_t exit_extended = 0x20;
constexpr std::uint32_t elapsed = 0x30;
constexpr std::uint32_t tick_frequency = 0x31;
} // namespace operation

constexpr std::uint32_t minus_one = 0xFFFF'FFFF;
constexpr std::uint32_t application_exit = 0x2'0026; // ADP_Stopped_ApplicationExit
constexpr std::uint64_t centiseconds = 100;          // per second
constexpr std::uint32_t longest_string = 1U << 20;

} // namespace

Semihosting::Semihosting(hart::Core& core, GuestMemory memory, const Config& config,
                         std::function<void(std::string_view)> on_text, std::function<void(int)> on_exit)
    : core_(core),
      memory_(std::move(memory)),
      config_(config),
      on_text_(std::move(on_text)),
      on_exit_(std::move(on_exit)),
      streams_(config.folder, on_text_) {}

bool Semihosting::serve() {
    if (!at_call()) {
        return false;
    }
    core_.x[a0] = carry_out(core_.x[a0], core_.x[a1]);
    return true;
}

bool Semihosting::at_call() const {
    return memory_.word(core_.pc) == call && memory_.word(core_.pc - instruction_bytes) == before_call &&
           memory_.word(core_.pc + instruction_bytes) == after_call;
}

std::uint32_t Semihosting::carry_out(std::uint32_t operation, std::uint32_t parameter) {
    switch (operation) {
    case operation::open:
        return open(parameter);
    case operation::close:
        return close(parameter);
    case operation::write_character:
        return write_character(parameter);
    case operation::write_string:
        return write_string(parameter);
    case operation::write:
        return write(parameter);
    case operation::read:
        return read(parameter);
    case operation::read_character: // the console has no input
        return fail(EAGAIN);
    case operation::is_error:
        return is_error(parameter);
    case operation::is_terminal:
        return is_terminal(parameter);
    case operation::seek:
        return seek(parameter);
    case operation::length:
        return length(parameter);
    case operation::clock:
        return static_cast<std::uint32_t>(ticks(centiseconds));
    case operation::time:
        return static_cast<std::uint32_t>(ticks(1));
    case operation::error_number:
        return static_cast<std::uint32_t>(error_);
    case operation::command_line:
        return command_line(parameter);
    case operation::heap:
        return heap(parameter);
    case operation::exit:
        return exit(parameter, 0);
    case operation::exit_extended:
        return exit_extended(parameter);
    case operation::elapsed:
        return elapsed(parameter);
    case operation::tick_frequency:
        return static_cast<std::uint32_t>(config_.clock_hz);
    default:
        return fail(ENOSYS);
    }
}

// ---- files and console ----

std::uint32_t Semihosting::open(std::uint32_t block) {
    std::array<std::uint32_t, 3> given{}; // name, mode, length of the name
    if (!words(block, given)) {
        return minus_one;
    }
    if (given[2] > GuestMemory::piece) {
        return fail(ENAMETOOLONG);
    }
    const auto name = memory_.text(given[0], given[2]);
    if (!name) {
        return fail(EFAULT);
    }
    const Streams::Opened opened = streams_.open(*name, given[1]);
    return opened.error != 0 ? fail(opened.error) : opened.handle;
}

std::uint32_t Semihosting::close(std::uint32_t block) {
    std::array<std::uint32_t, 1> handle{};
    if (!words(block, handle)) {
        return minus_one;
    }
    return streams_.close(handle[0]) ? 0 : fail(EBADF);
}

std::uint32_t Semihosting::write_character(std::uint32_t address) {
    const auto character = memory_.text(address, 1);
    if (!character) {
        return fail(EFAULT);
    }
    on_text_(*character);
    return 0;
}

std::uint32_t Semihosting::write_string(std::uint32_t address) {
    const bool complete = memory_.read_string(address, longest_string, [this](std::span<const std::uint8_t> bytes) {
        on_text_(as_text(bytes));
        return true;
    });
    return complete ? 0 : fail(EFAULT);
}

// The result of write and read is the number of bytes that are left to do: all of them where nothing could be done.
std::uint32_t Semihosting::write(std::uint32_t block) {
    std::array<std::uint32_t, 3> given{}; // handle, buffer, length
    if (!words(block, given)) {
        return minus_one;
    }
    std::uint32_t left = given[2];
    Stream* const file = stream(given[0]);
    if (file == nullptr) {
        return left;
    }
    const bool good = memory_.read_pieces(given[1], left, [&](std::span<const std::uint8_t> bytes) {
        const Stream::Done done = file->write(bytes);
        left -= static_cast<std::uint32_t>(done.count);
        if (done.error != 0) {
            fail(done.error);
        }
        return done.error == 0;
    });
    if (!good) {
        fail(EFAULT);
    }
    return left;
}

std::uint32_t Semihosting::read(std::uint32_t block) {
    std::array<std::uint32_t, 3> given{}; // handle, buffer, length
    if (!words(block, given)) {
        return minus_one;
    }
    const auto [handle, buffer, asked] = given;
    Stream* const file = stream(handle);
    if (file == nullptr) {
        return asked;
    }
    if (!memory_.holds(buffer, asked)) {
        fail(EFAULT);
        return asked;
    }
    std::array<std::uint8_t, GuestMemory::piece> bytes{};
    std::uint32_t left = asked;
    while (left != 0) {
        const auto part = std::span(bytes).first(std::min(GuestMemory::piece, left));
        const Stream::Done done = file->read(part);
        if (!memory_.write(buffer + (asked - left), part.first(done.count))) {
            fail(EFAULT);
            break;
        }
        left -= static_cast<std::uint32_t>(done.count);
        if (done.error != 0) {
            fail(done.error);
        }
        if (done.count < part.size()) {
            break;
        }
    }
    return left;
}

std::uint32_t Semihosting::is_error(std::uint32_t block) {
    std::array<std::uint32_t, 1> status{};
    if (!words(block, status)) {
        return minus_one;
    }
    return (status[0] >> 31U) != 0 ? 1 : 0;
}

std::uint32_t Semihosting::is_terminal(std::uint32_t block) {
    std::array<std::uint32_t, 1> handle{};
    if (!words(block, handle)) {
        return minus_one;
    }
    const Stream* const file = stream(handle[0]);
    if (file == nullptr) {
        return minus_one;
    }
    return file->interactive() ? 1 : 0;
}

std::uint32_t Semihosting::seek(std::uint32_t block) {
    std::array<std::uint32_t, 2> given{}; // handle, position
    if (!words(block, given)) {
        return minus_one;
    }
    Stream* const file = stream(given[0]);
    if (file == nullptr) {
        return minus_one;
    }
    const int error = file->seek(given[1]);
    return error == 0 ? 0 : fail(error);
}

std::uint32_t Semihosting::length(std::uint32_t block) {
    std::array<std::uint32_t, 1> handle{};
    if (!words(block, handle)) {
        return minus_one;
    }
    Stream* const file = stream(handle[0]);
    if (file == nullptr) {
        return minus_one;
    }
    const Stream::Done length = file->length();
    if (length.error != 0) {
        return fail(length.error);
    }
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
    return length.count > most ? fail(EOVERFLOW) : static_cast<std::uint32_t>(length.count);
}

// ---- everything else ----

std::uint32_t Semihosting::command_line(std::uint32_t block) {
    std::array<std::uint32_t, 2> given{}; // buffer, its size
    if (!words(block, given)) {
        return minus_one;
    }
    const auto length = static_cast<std::uint32_t>(config_.command_line.size());
    if (given[1] <= length) {
        return fail(E2BIG);
    }
    const auto* const text = reinterpret_cast<const std::uint8_t*>(config_.command_line.c_str());
    const bool good =
        memory_.write(given[0], {text, length + 1}) && memory_.write_word(block + sizeof(std::uint32_t), length);
    return good ? 0 : fail(EFAULT);
}

// Zeros: the linker script knows better where heap and stack are.
std::uint32_t Semihosting::heap(std::uint32_t pointer) {
    constexpr std::array<std::uint8_t, 4 * sizeof(std::uint32_t)> unknown{};
    std::array<std::uint32_t, 1> block{};
    if (!words(pointer, block)) {
        return minus_one;
    }
    return memory_.write(block[0], unknown) ? 0 : fail(EFAULT);
}

std::uint32_t Semihosting::elapsed(std::uint32_t address) {
    std::array<std::uint8_t, sizeof(std::uint64_t)> clocks{};
    boost::endian::store_little_u64(clocks.data(), core_.csr.cycles);
    return memory_.write(address, clocks) ? 0 : fail(EFAULT);
}

std::uint32_t Semihosting::exit(std::uint32_t reason, std::uint32_t code) {
    on_exit_(reason == application_exit ? static_cast<int>(code) : 1);
    return 0;
}

std::uint32_t Semihosting::exit_extended(std::uint32_t block) {
    std::array<std::uint32_t, 2> given{}; // reason, code
    return words(block, given) ? exit(given[0], given[1]) : minus_one;
}

// Simulated time in units of which there are so many in a second.
std::uint64_t Semihosting::ticks(std::uint64_t per_second) const {
    const std::uint64_t clocks = core_.csr.cycles;
    return clocks / config_.clock_hz * per_second + clocks % config_.clock_hz * per_second / config_.clock_hz;
}

// Reads a parameter block; false where there is none.
bool Semihosting::words(std::uint32_t block, std::span<std::uint32_t> words) {
    for (std::uint32_t& word : words) {
        const auto value = memory_.word(block);
        if (!value) {
            fail(EFAULT);
            return false;
        }
        word = *value;
        block += sizeof word;
    }
    return true;
}

Stream* Semihosting::stream(std::uint32_t handle) {
    Stream* const found = streams_.find(handle);
    if (found == nullptr) {
        fail(EBADF);
    }
    return found;
}

std::uint32_t Semihosting::fail(int error) {
    error_ = error;
    return minus_one;
}

} // namespace edgeloom::semihosting
