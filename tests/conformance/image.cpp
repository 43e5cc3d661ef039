#include "conformance/image.hpp"

#include "conformance/arithmetic_groups.hpp"
#include "conformance/program_writer.hpp"
#include "conformance/runtime.hpp"
#include "conformance/trap_groups.hpp"
#include "hart/decoder.hpp"

namespace edgeloom::test {

namespace {

// Registers and data from which a program starts, as its record has them.
void write_record(Assembler& image, Random& random) {
    const std::uint32_t record = image.here();
    for (std::uint32_t reg = 1; reg <= layout::dumped_registers; ++reg) {
        image.word(reg == layout::counter  ? 0
                   : reg == layout::window ? record + layout::at::data + layout::half_window
                                           : random.operand());
    }
    while (image.here() < record + layout::at::data) {
        image.word(0);
    }
    while (image.here() < record + layout::at::trap_log) {
        image.word(random.word());
    }
    while (image.here() < record + layout::at::end) {
        image.word(0);
    }
}

// lui and addi with which a program's prologue sets its record.
void set_record(Assembler& image, std::uint32_t prologue, std::uint32_t record) {
    Assembler constant;
    constant.load_constant(layout::record, record);
    image.patch(prologue, constant.at(layout::base));
    image.patch(prologue + 4, constant.at(layout::base + 4));
}

} // namespace

Image make_image(const std::string& name, std::uint64_t seed, unsigned programs, const BodyWriter& write) {
    Random random(seed);
    Assembler code;
    Image image{.name = name + ", seed " + std::to_string(seed)};
    std::vector<std::uint32_t> prologues;
    write_runtime(code);
    code.align(layout::page);
    set_first_program(code, code.here());
    for (unsigned i = 0; i < programs; ++i) {
        prologues.push_back(code.here());
        write_prologue(code, 0);
        image.programs.push_back(code.here());
        write(code, random, i);
        write_epilogue(code);
    }
    image.programs.push_back(code.here());
    write_finish(code);
    code.align(layout::page);
    image.records = code.here();
    for (const std::uint32_t prologue : prologues) {
        set_record(code, prologue, code.here());
        write_record(code, random);
    }
    image.bytes = std::move(code.bytes());
    return image;
}

Image random_image(std::uint64_t seed, unsigned programs, unsigned groups) {
    return make_image("random programs", seed, programs, [groups](Assembler& code, Random& random, unsigned) {
        ProgramWriter(code, random).write(groups);
    });
}

Image corner_image() {
    constexpr unsigned corners = corner_values.size();
    return make_image("corner values", 0, corners * corners, [](Assembler& code, Random&, unsigned number) {
        code.load_constant(1, corner_values.at(number / corners));
        code.load_constant(2, corner_values.at(number % corners));
        std::uint32_t rd = 3;
        for (const rv::Opcode operation : register_operations) {
            code.word(rv::r(operation, rd++, 1, 2));
        }
    });
}

Image illegal_image(std::uint64_t seed, unsigned words) {
    std::vector<std::uint32_t> encodings;
    for (std::uint32_t half = 0; half < 0x1'0000; ++half) {
        if (hart::instruction_bytes(half) == 2 && hart::decode(half).kind == hart::Kind::illegal) {
            encodings.push_back(half);
        }
    }
    Random random(seed);
    for (unsigned i = 0; i < words; ++i) {
        encodings.push_back(illegal_encoding(random));
    }
    constexpr unsigned each = layout::logged_traps;
    const auto programs = static_cast<unsigned>((encodings.size() + each - 1) / each);
    return make_image("illegal encodings", seed, programs, [&encodings](Assembler& code, Random&, unsigned number) {
        for (std::size_t i = std::size_t{number} * each; i < (number + 1) * each && i < encodings.size(); ++i) {
            write_encoding(code, encodings[i]);
        }
    });
}

} // namespace edgeloom::test
