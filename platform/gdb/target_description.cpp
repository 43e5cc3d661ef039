#include "platform/gdb/target_description.hpp"

#include <boost/format.hpp>

#include <array>

namespace edgeloom::gdb {

namespace {

struct PlainRegister {
    const char* name = "";
    const char* type = "int";
};

// Calling convention: names and uses of x0 to x31.
constexpr std::array<PlainRegister, Target::pc_register + 1> plain_registers{{{"zero"},
                                                                              {"ra", "code_ptr"},
                                                                              {"sp", "data_ptr"},
                                                                              {"gp", "data_ptr"},
                                                                              {"tp", "data_ptr"},
                                                                              {"t0"},
                                                                              {"t1"},
                                                                              {"t2"},
                                                                              {"fp", "data_ptr"},
                                                                              {"s1"},
                                                                              {"a0"},
                                                                              {"a1"},
                                                                              {"a2"},
                                                                              {"a3"},
                                                                              {"a4"},
                                                                              {"a5"},
                                                                              {"a6"},
                                                                              {"a7"},
                                                                              {"s2"},
                                                                              {"s3"},
                                                                              {"s4"},
                                                                              {"s5"},
                                                                              {"s6"},
                                                                              {"s7"},
                                                                              {"s8"},
                                                                              {"s9"},
                                                                              {"s10"},
                                                                              {"s11"},
                                                                              {"t3"},
                                                                              {"t4"},
                                                                              {"t5"},
                                                                              {"t6"},
                                                                              {"pc", "code_ptr"}}};

} // namespace

std::string target_description(const std::vector<NamedCsr>& csrs) {
    std::string xml = "<?xml version=\"1.0\"?>\n"
                      "<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n"
                      "<target version=\"1.0\">\n"
                      "<architecture>riscv:rv32</architecture>\n"
                      // A debugger made for GNU/Linux would take us for that, and step by breakpoints of its own at
                      // where it believes the next instruction to be, of which traps and mret know nothing.
                      "<osabi>none</osabi>\n"
                      "<feature name=\"org.gnu.gdb.riscv.cpu\">\n";
    unsigned number = 0;
    for (const PlainRegister& plain : plain_registers) {
        xml += (boost::format("<reg name=\"%s\" bitsize=\"32\" type=\"%s\" regnum=\"%d\"/>\n") % plain.name %
                plain.type % number++)
                   .str();
    }
    xml += "</feature>\n<feature name=\"org.gnu.gdb.riscv.csr\">\n";
    for (const NamedCsr& csr : csrs) {
        // A function that the user calls from the debugger leaves the CSRs as it made them: counters go on.
        xml += (boost::format("<reg name=\"%s\" bitsize=\"32\" type=\"int\" regnum=\"%d\" save-restore=\"no\" "
                              "group=\"csr\"/>\n") %
                csr.name % (first_csr_register + csr.number))
                   .str();
    }
    return xml + "</feature>\n</target>\n";
}

std::string memory_map(const std::vector<MemoryRegion>& regions) {
    std::string xml = "<?xml version=\"1.0\"?>\n"
                      "<!DOCTYPE memory-map PUBLIC \"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\" "
                      "\"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n"
                      "<memory-map>\n";
    for (const MemoryRegion& region : regions) {
        xml += (boost::format("<memory type=\"%s\" start=\"0x%x\" length=\"0x%x\"/>\n") %
                (region.kind == MemoryRegion::Kind::rom ? "rom" : "ram") % region.start % region.length)
                   .str();
    }
    return xml + "</memory-map>\n";
}

} // namespace edgeloom::gdb
