#include "platform/run/to_host.hpp"

#include <cerrno>

namespace edgeloom::platform {

namespace {

constexpr std::uint32_t half = 4;    // bytes
constexpr unsigned device_from = 48; // device and command, as one number
constexpr std::uint64_t console_put = 0x0101;
constexpr std::uint64_t command_bits = std::uint64_t{0xFFFF} << device_from;

constexpr std::uint32_t call_write = 64;
constexpr std::uint32_t call_exit = 93;

constexpr std::uint32_t argument_bytes = 8; // of the number of a system call and each of its arguments

} // namespace

ToHost::ToHost(const ElfImage& image, semihosting::GuestMemory memory, std::function<void(std::string_view)> on_text,
               std::function<void(std::uint64_t)> on_exit)
    : memory_(std::move(memory)),
      on_text_(std::move(on_text)),
      on_exit_(std::move(on_exit)),
      to_host_(image.find("tohost")),
      from_host_(image.find("fromhost")) {}

std::vector<hart::Watchpoint> ToHost::watchpoints() {
    if (!to_host_) {
        return {};
    }
    using hart::Watchpoint;
    return {{.kind = Watchpoint::Kind::write,
             .moment = Watchpoint::Moment::after,
             .address = *to_host_,
             .length = half,
             .reached = [this] { written(false); }},
            {.kind = Watchpoint::Kind::write,
             .moment = Watchpoint::Moment::after,
             .address = *to_host_ + half,
             .length = half,
             .reached = [this] { written(true); }}};
}

void ToHost::written(bool upper) {
    const auto low = memory_.word(*to_host_);
    const auto high = memory_.word(*to_host_ + half);
    if (ended_ || !low || !high) {
        return;
    }
    (upper ? upper_written_ : lower_written_) = true;
    const std::uint64_t command = std::uint64_t{*high} << 32U | *low;
    const bool ends = lower_written_ && (*low & 1U) != 0 && command >> device_from == 0;
    if (ends || (lower_written_ && upper_written_)) {
        lower_written_ = false;
        upper_written_ = false;
        serve(command);
    }
}

void ToHost::serve(std::uint64_t command) {
    const std::uint64_t device = command >> device_from;
    if (device == console_put) {
        print(command);
    } else if (device == 0 && (command & 1U) != 0) {
        end(command >> 1U);
    } else if (device == 0 && command != 0 && command >> 32U == 0) {
        call_system(static_cast<std::uint32_t>(command));
    }
}

void ToHost::print(std::uint64_t command) {
    const char character = static_cast<char>(command & 0xFFU);
    on_text_({&character, 1});
    take();
    answer(command & command_bits);
}

void ToHost::call_system(std::uint32_t block) {
    const auto argument = [&](std::uint32_t index) { return memory_.word(block + index * argument_bytes); };
    const auto number = argument(0);
    const auto code = argument(1); // of write: the file, which is the console whatever it says
    const auto text = argument(2);
    const auto length = argument(3);
    if (number == call_exit && code) {
        end(*code);
    } else if (number == call_write && text && length) {
        write_long(block, static_cast<std::uint64_t>(write_text(*text, *length)));
        take();
        answer(1);
    }
}

// As write(2): the number of bytes, or an errno, negative.
std::int64_t ToHost::write_text(std::uint32_t address, std::uint32_t length) {
    const bool good = memory_.read_pieces(address, length, [this](std::span<const std::uint8_t> bytes) {
        on_text_(semihosting::as_text(bytes));
        return true;
    });
    return good ? std::int64_t{length} : -EFAULT;
}

void ToHost::end(std::uint64_t code) {
    ended_ = true;
    on_exit_(code);
}

// The command is served: another one may come.
void ToHost::take() {
    write_long(*to_host_, 0);
}

void ToHost::answer(std::uint64_t word) {
    if (from_host_) {
        write_long(*from_host_, word);
    }
}

// Both halves were read before, or else the firmware has no such word: then nothing is written.
void ToHost::write_long(std::uint32_t address, std::uint64_t value) {
    (void)(memory_.write_word(address, static_cast<std::uint32_t>(value)) &&
           memory_.write_word(address + half, static_cast<std::uint32_t>(value >> 32U)));
}

} // namespace edgeloom::platform
