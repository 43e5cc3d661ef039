#include "hart/csr_name.hpp"

#include <boost/format.hpp>

#include <algorithm>

namespace edgeloom::hart {

namespace {

// `count` registers in a row, named by `format` with their index from `first_index` on.
void add_row(std::vector<CsrName>& names, std::uint32_t number, const char* format, unsigned first_index,
             unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
        names.push_back({number + i, (boost::format(format) % (first_index + i)).str()});
    }
}

std::vector<CsrName> all_names() {
    std::vector<CsrName> names{
        {0x300, "mstatus"},       {0x301, "misa"},      {0x304, "mie"},       {0x305, "mtvec"},    {0x310, "mstatush"},
        {0x340, "mscratch"},      {0x341, "mepc"},      {0x342, "mcause"},    {0x343, "mtval"},    {0x344, "mip"},
        {0x320, "mcountinhibit"}, {0x7A0, "tselect"},   {0x7A1, "tdata1"},    {0x7A2, "tdata2"},   {0x7A3, "tdata3"},
        {0x7A4, "tinfo"},         {0x7A5, "tcontrol"},  {0xB00, "mcycle"},    {0xB02, "minstret"}, {0xB80, "mcycleh"},
        {0xB82, "minstreth"},     {0xC00, "cycle"},     {0xC01, "time"},      {0xC02, "instret"},  {0xC80, "cycleh"},
        {0xC81, "timeh"},         {0xC82, "instreth"},  {0xF11, "mvendorid"}, {0xF12, "marchid"},  {0xF13, "mimpid"},
        {0xF14, "mhartid"},       {0xF15, "mconfigptr"}};
    constexpr unsigned first_event = 3;
    constexpr unsigned events = 29;
    add_row(names, 0x323, "mhpmevent%d", first_event, events);
    add_row(names, 0x3A0, "pmpcfg%d", 0, 16);
    add_row(names, 0x3B0, "pmpaddr%d", 0, 64);
    add_row(names, 0xB03, "mhpmcounter%d", first_event, events);
    add_row(names, 0xB83, "mhpmcounter%dh", first_event, events);
    add_row(names, 0xC03, "hpmcounter%d", first_event, events);
    add_row(names, 0xC83, "hpmcounter%dh", first_event, events);
    std::ranges::sort(names, {}, &CsrName::number);
    return names;
}

} // namespace

const std::vector<CsrName>& csr_names() {
    static const std::vector<CsrName> names = all_names();
    return names;
}

std::string csr_name(std::uint32_t number) {
    const auto& names = csr_names();
    const auto found = std::ranges::lower_bound(names, number, {}, &CsrName::number);
    return found != names.end() && found->number == number ? found->name : (boost::format("csr0x%03x") % number).str();
}

} // namespace edgeloom::hart
