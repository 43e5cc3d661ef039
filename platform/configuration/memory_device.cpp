#include "platform/configuration/memory_device.hpp"

#include "memory/dram_clocks.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/embedded/embedded.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace edgeloom::platform {

namespace fs = std::filesystem;

using memory::DramDevice;
using memory::SramDevice;

namespace {

// A key that is a number: with a unit, or a plain count.
template <class Device>
struct DeviceKey {
    const char* name = nullptr;
    const char* meaning = nullptr;
    std::uint64_t Device::*value = nullptr;
    Range range;
    const Unit* unit = nullptr;
    std::uint64_t Device::*otherwise = nullptr; ///< the key that stands for a missing one
};

constexpr Range clocks{1, 1'000};
constexpr Range times{1, 1'000'000}; // up to 1 us

const std::array dram_keys{
    DeviceKey<DramDevice>{"clock", "clock", &DramDevice::clock_hz, {1'000'000, 10'000'000'000}, &unit::frequency},
    DeviceKey<DramDevice>{"data_rate", "beats a clock", &DramDevice::data_rate, {1, 8}},
    DeviceKey<DramDevice>{"burst_length", "beats of a read or write", &DramDevice::burst_length, {1, 64}},
    DeviceKey<DramDevice>{
        "width", "data width of a channel, a multiple of 8", &DramDevice::width_bits, {8, 1024}, &unit::bits},
    DeviceKey<DramDevice>{"channels", "channels, side by side", &DramDevice::channels, {1, 64}},
    DeviceKey<DramDevice>{"banks", "banks of a channel", &DramDevice::banks, {1, 256}},
    DeviceKey<DramDevice>{"bank_groups", "groups that banks come in", &DramDevice::bank_groups, {1, 64}},
    DeviceKey<DramDevice>{"rows", "rows of a bank", &DramDevice::rows, {1, 1U << 20}},
    DeviceKey<DramDevice>{"columns", "columns of a row, of the width each", &DramDevice::columns, {1, 1U << 14}},
    DeviceKey<DramDevice>{"read_latency", "clocks from a read to its first data", &DramDevice::read_latency, clocks},
    DeviceKey<DramDevice>{"write_latency", "clocks from a write to its first data", &DramDevice::write_latency, clocks},
    DeviceKey<DramDevice>{"trcd", "from activate to read or write", &DramDevice::trcd_ps, times, &unit::time},
    DeviceKey<DramDevice>{"trp", "from precharge to activate", &DramDevice::trp_ps, times, &unit::time},
    DeviceKey<DramDevice>{"tras", "from activate to precharge", &DramDevice::tras_ps, times, &unit::time},
    DeviceKey<DramDevice>{"trc", "from activate to activate in a bank", &DramDevice::trc_ps, times, &unit::time},
    DeviceKey<DramDevice>{"trrd", "from activate to activate in another bank", &DramDevice::trrd_ps, times,
                          &unit::time},
    DeviceKey<DramDevice>{"trrd_l", "the same within a bank group", &DramDevice::trrd_l_ps, times, &unit::time,
                          &DramDevice::trrd_ps},
    DeviceKey<DramDevice>{"tfaw", "window of four activates", &DramDevice::tfaw_ps, times, &unit::time},
    DeviceKey<DramDevice>{"tccd", "clocks from read to read, or write to write", &DramDevice::tccd, clocks},
    DeviceKey<DramDevice>{"tccd_l", "the same within a bank group", &DramDevice::tccd_l, clocks, nullptr,
                          &DramDevice::tccd},
    DeviceKey<DramDevice>{"trtw", "clocks from read to write", &DramDevice::trtw, clocks},
    DeviceKey<DramDevice>{"twtr", "from the last data written to a read", &DramDevice::twtr_ps, times, &unit::time},
    DeviceKey<DramDevice>{"twtr_l", "the same within a bank group", &DramDevice::twtr_l_ps, times, &unit::time,
                          &DramDevice::twtr_ps},
    DeviceKey<DramDevice>{"twr", "from the last data written to precharge", &DramDevice::twr_ps, times, &unit::time},
    DeviceKey<DramDevice>{"trtp", "from read to precharge", &DramDevice::trtp_ps, times, &unit::time},
    DeviceKey<DramDevice>{
        "trefi", "from refresh to refresh, of all banks", &DramDevice::trefi_ps, {1'000, 1'000'000'000}, &unit::time},
    DeviceKey<DramDevice>{"trfc", "that a refresh takes", &DramDevice::trfc_ps, {1, 100'000'000}, &unit::time},
};

const std::array sram_keys{
    DeviceKey<SramDevice>{"width", "width of a word, a multiple of 8", &SramDevice::width_bits, {8, 8192}, &unit::bits},
    DeviceKey<SramDevice>{"banks", "single-ported banks; words lie in them in turn", &SramDevice::banks, {1, 1024}},
    DeviceKey<SramDevice>{"ports", "requests that are served at a time", &SramDevice::ports, {1, 64}},
    DeviceKey<SramDevice>{
        "wait_states", "clocks that a bank takes for a word beyond the first", &SramDevice::wait_states, {0, 1000}},
};

std::span<const DeviceKey<DramDevice>> keys_of(const DramDevice&) {
    return dram_keys;
}

std::span<const DeviceKey<SramDevice>> keys_of(const SramDevice&) {
    return sram_keys;
}

template <class Device>
void visit_keys(Device& device, const std::string& prefix, Visitor& visitor) {
    constexpr std::string_view note = "the device's";
    const std::string name = prefix + "name";
    visitor.text({name, "what the device is called", note}, device.name);
    for (const DeviceKey<Device>& key : keys_of(device)) {
        const std::string path = prefix + key.name;
        key.unit == nullptr ? visitor.number({path, key.meaning, note}, device.*key.value, key.range)
                            : visitor.quantity({path, key.meaning, note}, device.*key.value, *key.unit, key.range);
    }
}

template <class Device>
void read_keys(Device& device, const std::string& prefix, Parser& parser) {
    visit_keys(device, prefix, parser);
    for (const DeviceKey<Device>& key : keys_of(device)) {
        const std::string path = prefix + key.name;
        if (parser.given(path)) {
            continue;
        }
        if (key.otherwise == nullptr) {
            parser.fail(path, std::string("missing: ") + key.meaning);
        }
        device.*key.value = device.*key.otherwise;
    }
}

// Relations between the keys of a device.
class DeviceCheck {
public:
    DeviceCheck(const std::string& prefix, const Parser& parser) : prefix_(prefix), parser_(parser) {}

    void at_least(const char* key, std::uint64_t value, std::uint64_t least, const char* what, const Unit& unit) const {
        if (value < least) {
            fail(key, with_unit(value, unit), std::string("at least ") + what, with_unit(least, unit));
        }
    }
    void at_most(const char* key, std::uint64_t value, std::uint64_t most, const char* what, const Unit& unit) const {
        if (value > most) {
            fail(key, with_unit(value, unit), std::string("at most ") + what, with_unit(most, unit));
        }
    }
    void clocks_at_least(const char* key, std::uint64_t value, std::uint64_t least, const char* what) const {
        if (value < least) {
            fail(key, std::to_string(value), std::string("at least ") + what, std::to_string(least));
        }
    }
    void multiple_of(const char* key, std::uint64_t value, std::uint64_t factor, const char* what) const {
        if (value % factor != 0) {
            fail(key, std::to_string(value), std::string("a multiple of ") + what,
                 std::to_string(std::max(value / factor, std::uint64_t{1}) * factor));
        }
    }

private:
    void fail(const char* key, const std::string& found, const std::string& allowed, const std::string& nearest) const {
        parser_.fail(prefix_ + key, "found " + found + "; allowed is " + allowed + "; the nearest is " + nearest);
    }

    std::string prefix_;
    const Parser& parser_;
};

constexpr std::uint64_t bits_per_byte = 8;

void check_organisation(const DramDevice& dram, const DeviceCheck& check) {
    check.multiple_of("width", dram.width_bits, bits_per_byte, "8 bit");
    check.multiple_of("banks", dram.banks, dram.bank_groups, "bank_groups");
    check.multiple_of("columns", dram.columns, dram.burst_length, "burst_length");
}

void check_times(const DramDevice& dram, const DeviceCheck& check) {
    const std::uint64_t burst = memory::DramClocks(dram).burst;
    const std::uint64_t read_end = dram.read_latency + burst;
    check.at_least("tras", dram.tras_ps, dram.trcd_ps, "trcd", unit::time);
    check.at_least("trc", dram.trc_ps, dram.tras_ps + dram.trp_ps, "tras + trp", unit::time);
    check.at_least("trrd_l", dram.trrd_l_ps, dram.trrd_ps, "trrd", unit::time);
    check.at_least("twtr_l", dram.twtr_l_ps, dram.twtr_ps, "twtr", unit::time);
    check.clocks_at_least("tccd", dram.tccd, burst, "the clocks of a burst, burst_length / data_rate");
    check.clocks_at_least("tccd_l", dram.tccd_l, dram.tccd, "tccd");
    check.clocks_at_least("trtw", dram.trtw, read_end > dram.write_latency ? read_end - dram.write_latency : 0,
                          "the read_latency and clocks of a burst beyond the write_latency");
    check.at_least("trefi", dram.trefi_ps, 4 * dram.trc_ps, "four times trc", unit::time);
    check.at_most("trfc", dram.trfc_ps, dram.trefi_ps / 2, "half of trefi", unit::time);
}

std::string names_of(std::span<const embedded::MemoryDevice> devices) {
    std::string names = "simple";
    for (const embedded::MemoryDevice& device : devices) {
        names += ", " + std::string(device.name);
    }
    return names;
}

template <class Device>
void read_document(Device& device, const YAML::Node& root, const std::string& source) {
    Parser parser(root, source);
    visit_device(device, "", parser);
    parser.refuse_unknown_keys(); // a misspelt one is missing, too
    read_device(device, "", parser);
}

// Where a choice of devices is made, for messages.
struct Choosing {
    const char* path;
    std::span<const embedded::MemoryDevice> own; ///< the program's
    const Parser& parser;
    const fs::path& folder;
};

[[noreturn]] void refuse(const Choosing& choosing, const std::string& name, const fs::path& file) {
    std::set<std::string> names{"simple"};
    for (const embedded::MemoryDevice& device : choosing.own) {
        names.insert(std::string(device.name));
    }
    choosing.parser.fail(choosing.path, "found '" + name + "', and there is no file " + file.string() +
                                            "; allowed is one of " + names_of(choosing.own) +
                                            ", the path of a YAML file, or a map of its keys; the nearest is " +
                                            nearest_name(name, names));
}

template <class Device>
void load(DeviceChoice<Device>& choice, const Choosing& choosing) {
    if (choice.is_simple() || choice.name.empty()) {
        return;
    }
    const auto own = std::ranges::find(choosing.own, choice.name, &embedded::MemoryDevice::name);
    if (own != choosing.own.end()) {
        const std::string source = choice.name + ".yaml";
        read_document(choice.device, parse_yaml(std::string(own->text), source), source);
        return;
    }
    const fs::path file = (choosing.folder / choice.name).lexically_normal();
    if (!fs::exists(file)) {
        refuse(choosing, choice.name, file);
    }
    read_document(choice.device, read_yaml(file.string()), file.string());
    choice.name.clear(); // the file may not be there for whoever reads the configuration next
}

void check_capacity(const DramConfiguration& dram, const Parser& parser) {
    const DramDevice device = device_of(dram);
    if (dram.bytes > device.bytes()) {
        parser.fail("platform.dram.size", "found " + with_unit(dram.bytes, unit::bytes) + "; the device " +
                                              device.name + " holds " + with_unit(device.bytes(), unit::bytes));
    }
}

// A figure in place of the device's is of no use where there is none; 0: it is the device's.
void refuse_in_simple(const char* path, std::uint64_t value, const Parser& parser) {
    if (value != 0) {
        parser.fail(path,
                    "found a figure in place of the device's; the device is simple and has none: allowed is auto");
    }
}

} // namespace

void visit_device(DramDevice& device, const std::string& prefix, Visitor& visitor) {
    visit_keys(device, prefix, visitor);
}

void visit_device(SramDevice& device, const std::string& prefix, Visitor& visitor) {
    visit_keys(device, prefix, visitor);
}

void read_device(DramDevice& device, const std::string& prefix, Parser& parser) {
    read_keys(device, prefix, parser);
    const DeviceCheck check(prefix, parser);
    check_organisation(device, check);
    check_times(device, check);
}

void read_device(SramDevice& device, const std::string& prefix, Parser& parser) {
    read_keys(device, prefix, parser);
    DeviceCheck(prefix, parser).multiple_of("width", device.width_bits, bits_per_byte, "8 bit");
}

std::string dram_device_names() {
    return names_of(embedded::dram_devices());
}

std::string sram_device_names() {
    return names_of(embedded::sram_devices());
}

void load_devices(PlatformConfiguration& platform, const Parser& parser, const fs::path& folder) {
    load(platform.dram.device, {"platform.dram.device", embedded::dram_devices(), parser, folder});
    load(platform.sram.device, {"platform.sram.device", embedded::sram_devices(), parser, folder});
    if (platform.dram.device.is_simple()) {
        refuse_in_simple("platform.dram.channels", platform.dram.channels, parser);
    } else {
        check_capacity(platform.dram, parser);
    }
    if (platform.sram.device.is_simple()) {
        refuse_in_simple("platform.sram.width", platform.sram.width_bits, parser);
        refuse_in_simple("platform.sram.banks", platform.sram.banks, parser);
        refuse_in_simple("platform.sram.ports", platform.sram.ports, parser);
        refuse_in_simple("platform.sram.wait_states", platform.sram.wait_states, parser);
    }
    DeviceCheck("platform.sram.", parser).multiple_of("width", platform.sram.width_bits, bits_per_byte, "8 bit");
}

DramDevice device_of(const DramConfiguration& dram) {
    DramDevice device = dram.device.device;
    device.channels = dram.channels == 0 ? device.channels : dram.channels;
    return device;
}

SramDevice device_of(const SramConfiguration& sram) {
    SramDevice device = sram.device.device;
    device.width_bits = sram.width_bits == 0 ? device.width_bits : sram.width_bits;
    device.banks = sram.banks == 0 ? device.banks : sram.banks;
    device.ports = sram.ports == 0 ? device.ports : sram.ports;
    device.wait_states = sram.wait_states == 0 ? device.wait_states : sram.wait_states - 1;
    return device;
}

} // namespace edgeloom::platform
