#include "unit/hart/expected_operation.hpp"

#include <boost/format.hpp>

namespace edgeloom::test {

namespace {

std::string compare(const char* field, const std::optional<std::uint32_t>& expected, std::uint32_t found) {
    if (!expected || *expected == found) {
        return {};
    }
    return (boost::format("%s is 0x%x, should be 0x%x; ") % field % found % *expected).str();
}

} // namespace

std::string difference(const ExpectedOperation& expected, const hart::Operation& found) {
    const auto rd = expected.rd == 0U ? std::optional<std::uint32_t>(hart::no_register) : expected.rd;
    return compare("kind", static_cast<std::uint32_t>(expected.kind), static_cast<std::uint32_t>(found.kind)) +
           compare("rd", rd, found.rd) + compare("rs1", expected.rs1, found.rs1) +
           compare("rs2", expected.rs2, found.rs2) +
           compare("immediate", expected.immediate, static_cast<std::uint32_t>(found.immediate));
}

} // namespace edgeloom::test
