// A mixed computation for measuring the hart, on EdgeLoom and on QEMU: prints a checksum of each part.
#include "runtime/app.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace {

using Word = std::uint32_t;

class Random {
public:
    Word next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_;
    }

private:
    Word state_ = 2463534242;
};

constexpr std::size_t order = 48;
using Matrix = std::array<std::array<std::int32_t, order>, order>;
Matrix left, right, product;

Word multiply(unsigned rounds) {
    Random random;
    for (std::size_t i = 0; i < order; ++i) {
        for (std::size_t j = 0; j < order; ++j) {
            left[i][j] = static_cast<std::int32_t>(random.next() % 200) - 100;
            right[i][j] = static_cast<std::int32_t>(random.next() % 200) - 100;
        }
    }
    for (unsigned round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < order; ++i) {
            for (std::size_t j = 0; j < order; ++j) {
                std::int32_t sum = 0;
                for (std::size_t k = 0; k < order; ++k) {
                    sum += left[i][k] * right[k][j];
                }
                product[i][j] = sum >> 4;
            }
        }
        std::swap(left, product);
    }
    Word sum = 0;
    for (const auto& row : left) {
        for (const std::int32_t value : row) {
            sum = sum * 31 + static_cast<Word>(value);
        }
    }
    return sum;
}

std::array<std::uint8_t, 1U << 16> block;

Word crc(unsigned rounds) {
    std::array<Word, 256> table{};
    for (Word byte = 0; byte < table.size(); ++byte) {
        Word value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        }
        table[byte] = value;
    }
    Random random;
    std::generate(block.begin(), block.end(), [&] { return static_cast<std::uint8_t>(random.next()); });
    Word value = ~0U;
    for (unsigned round = 0; round < rounds; ++round) {
        for (const std::uint8_t byte : block) {
            value = table[(value ^ byte) & 0xFF] ^ (value >> 8);
        }
    }
    return ~value;
}

std::array<Word, 1U << 14> keys;

Word sort(unsigned rounds) {
    Random random;
    Word sum = 0;
    for (unsigned round = 0; round < rounds; ++round) {
        std::generate(keys.begin(), keys.end(), [&] { return random.next(); });
        std::sort(keys.begin(), keys.end());
        for (std::size_t i = 0; i < keys.size(); i += 97) {
            sum = sum * 31 + keys[i];
        }
    }
    return sum;
}

// A scanner of numbers and operators, as a protocol or a language has one.
enum class State : std::uint8_t { start, number, fraction, operation, space };

Word scan(unsigned rounds) {
    static constexpr std::array<char, 16> letters{'0', '1', '2', '3', '4', '5', '6', '7',
                                                  '8', '9', '+', '/', '%', '.', ' ', '\n'};
    Random random;
    std::array<char, 4096> text{};
    std::generate(text.begin(), text.end(), [&] { return letters[random.next() >> 28]; });
    Word accumulator = 1;
    Word number = 0;
    char operation = '+';
    State state = State::start;
    for (unsigned round = 0; round < rounds; ++round) {
        for (const char letter : text) {
            switch (state) {
            case State::start:
            case State::space:
            case State::operation:
                if (letter >= '0' && letter <= '9') {
                    number = static_cast<Word>(letter - '0');
                    state = State::number;
                } else if (letter == ' ' || letter == '\n') {
                    state = State::space;
                } else {
                    operation = letter;
                    state = State::operation;
                }
                break;
            case State::number:
            case State::fraction:
                if (letter >= '0' && letter <= '9') {
                    number = number * 10 + static_cast<Word>(letter - '0');
                } else {
                    switch (operation) {
                    case '/':
                        accumulator = accumulator / (number | 1) + 1000003;
                        break;
                    case '%':
                        accumulator = (accumulator ^ 0x5A5A5A5A) % (number | 1) + number;
                        break;
                    default:
                        accumulator += number;
                    }
                    state = letter == '.' ? State::fraction : letter <= ' ' ? State::space : State::operation;
                    operation = letter;
                    number = 0;
                }
            }
        }
    }
    return accumulator;
}

} // namespace

int app_main(std::uint32_t) {
    constexpr unsigned scale = 1;
    const auto print = [](const char* name, Word sum) {
        std::printf("%s %08lx\n", name, static_cast<unsigned long>(sum));
    };
    print("matrix", multiply(200 * scale));
    print("crc", crc(300 * scale));
    print("sort", sort(50 * scale));
    print("scan", scan(3000 * scale));
    return 0;
}
