#include "unit/hart/objdump.hpp"

#include "support/execute.hpp"
#include "support/scratch_folder.hpp"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace edgeloom::test {

namespace {

// objdump 2.40 leaves out the i of instructions with an immediate.
std::string immediate_name(const std::string& mnemonic, const std::string& operands) {
    static const std::map<std::string, std::string> names{{"add", "addi"}, {"sll", "slli"}, {"srl", "srli"},
                                                          {"sra", "srai"}, {"slt", "slti"}, {"sltu", "sltiu"},
                                                          {"xor", "xori"}, {"or", "ori"},   {"and", "andi"}};
    const auto name = names.find(mnemonic);
    const char last = operands.empty() ? '\0' : operands[operands.rfind(',') + 1];
    const bool immediate = last == '-' || std::isdigit(static_cast<unsigned char>(last)) != 0;
    return name != names.end() && immediate ? name->second : mnemonic;
}

// Where there is no symbol before a target, it has a 0x.
std::string plain_target(const std::string& mnemonic, std::string operands) {
    const std::size_t last = operands.rfind(',') + 1;
    if ((mnemonic[0] == 'b' || mnemonic[0] == 'j') && operands.compare(last, 2, "0x") == 0) {
        operands.erase(last, 2);
    }
    return operands;
}

std::string normalise(const std::string& mnemonic, std::string operands) {
    for (const char* const tail : {" <", " #"}) {
        operands = operands.substr(0, operands.find(tail));
    }
    if (mnemonic == ".short" && operands == "0x0000") {
        return "unimp"; // as it is written in front of other code
    }
    operands = plain_target(mnemonic, operands);
    return operands.empty() ? mnemonic : immediate_name(mnemonic, operands) + " " + operands;
}

// "80000000:<tab>00009197 <tab>auipc<tab>gp,0x9"
Disassembly parse(const std::string& text) {
    Disassembly result;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string address;
        std::string raw;
        std::string mnemonic;
        std::string operands;
        std::getline(cells, address, '\t');
        std::getline(cells, raw, '\t');
        if (std::getline(cells, mnemonic, '\t') && address.ends_with(':')) {
            std::getline(cells, operands, '\t');
            const auto number = static_cast<std::uint32_t>(std::strtoul(address.c_str(), nullptr, 16));
            result[number] = normalise(mnemonic, operands);
        }
    }
    return result;
}

std::string output_of_objdump(const std::vector<std::string>& arguments) {
    const std::string program = installed("riscv64-unknown-elf-objdump");
    if (program.empty()) {
        throw std::runtime_error("riscv64-unknown-elf-objdump is not installed (package binutils-riscv64-unknown-elf)");
    }
    const Finished finished = execute(program, arguments, std::filesystem::current_path());
    if (finished.status != 0) {
        throw std::runtime_error(program + ": " + finished.err);
    }
    return finished.out;
}

} // namespace

Disassembly objdump(const std::string& elf) {
    return parse(output_of_objdump({"-d", "-z", elf}));
}

Disassembly objdump(const std::vector<std::uint8_t>& bytes, std::uint32_t address) {
    const ScratchFolder folder;
    const std::string file = folder.write("code.bin", {bytes.begin(), bytes.end()});
    return parse(output_of_objdump(
        {"-D", "-z", "-b", "binary", "-m", "riscv:rv32", "--adjust-vma=" + std::to_string(address), file}));
}

} // namespace edgeloom::test
