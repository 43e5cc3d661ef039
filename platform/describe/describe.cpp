#include "platform/describe/describe.hpp"

#include "abi/accelerator_counters.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/describe/key_table.hpp"
#include "platform/describe/register_maps.hpp"
#include "platform/describe/svd.hpp"
#include "platform/output/table.hpp"
#include "platform/traffic/traffic_configuration.hpp"
#include "platform/user_error.hpp"

#include <boost/format.hpp>
#include <nlohmann/json.hpp>

namespace edgeloom::platform {

namespace {

using nlohmann::ordered_json;

std::string hex(std::uint32_t value) {
    return (boost::format("0x%08x") % value).str();
}

std::string access_name(abi::Access access) {
    switch (access) {
    case abi::Access::read_only:
        return "r";
    case abi::Access::write_only:
        return "w";
    case abi::Access::write_one_to_clear:
        return "rw1c";
    default:
        return "rw";
    }
}

// ---- memory map ----

Table memory_map_table() {
    Table table{.header = {"base", "bytes", "region", "description"}, .rows = {}};
    for (const abi::Region& region : abi::memory_map::all) {
        table.rows.push_back(
            {hex(region.base), hex(region.size), std::string(region.name), std::string(region.description)});
    }
    return table;
}

ordered_json memory_map_json() {
    ordered_json list = ordered_json::array();
    for (const abi::Region& region : abi::memory_map::all) {
        list.push_back({{"name", region.name},
                        {"base", region.base},
                        {"bytes", region.size},
                        {"description", region.description}});
    }
    return list;
}

// ---- registers ----

std::string fields_in_words(const abi::Register& reg) {
    std::string text;
    for (const abi::Field& field : reg.fields) {
        const unsigned msb = field.lsb + field.width - 1U;
        const std::string bits =
            field.width == 1 ? std::to_string(field.lsb) : std::to_string(msb) + ":" + std::to_string(field.lsb);
        text +=
            (text.empty() ? "" : "; ") + bits + " " + std::string(field.name) + ": " + std::string(field.description);
    }
    return text;
}

std::string offset_in_words(const abi::Register& reg) {
    const std::string first = (boost::format("0x%04x") % reg.offset).str();
    return reg.count == 1 ? first : (boost::format("%s + 0x%x*i, i < %d") % first % reg.stride % reg.count).str();
}

Table register_table(const abi::RegisterMap& map) {
    Table table{.header = {"offset", "register", "access", "reset", "meaning"}, .rows = {}};
    for (const abi::Register& reg : map.registers) {
        const std::string fields = fields_in_words(reg);
        table.rows.push_back({offset_in_words(reg), std::string(reg.name), access_name(reg.access),
                              reg.reset_varies ? "varies" : hex(reg.reset),
                              std::string(reg.description) + (fields.empty() ? "" : " [" + fields + "]")});
    }
    return table;
}

Table counter_table() {
    Table table{.header = {"number", "counts for", "figure", "meaning"}, .rows = {}};
    for (std::size_t i = 0; i < abi::accelerator::counters.size(); ++i) {
        const abi::accelerator::CounterInfo& info = abi::accelerator::counters[i];
        table.rows.push_back(
            {std::to_string(i), std::string(info.operation), std::string(info.what), std::string(info.description)});
    }
    return table;
}

std::string registers_text(bool markdown) {
    std::string text;
    for (const MappedRegisters& mapped : register_maps) {
        const std::string title =
            (boost::format("%s at 0x%08x: %s") % mapped.map.component % mapped.region.base % mapped.map.description)
                .str();
        const Table table = register_table(mapped.map);
        text += (text.empty() ? "" : "\n") + (markdown ? "## " + title + "\n\n" : title + "\n") +
                (markdown ? table.markdown() : table.text());
    }
    const std::string title = "counters of the accelerator, for every junction (COUNTER_SELECT)";
    const Table table = counter_table();
    return text + "\n" + (markdown ? "## " + title + "\n\n" + table.markdown() : title + "\n" + table.text());
}

ordered_json fields_json(const abi::Register& reg) {
    ordered_json list = ordered_json::array();
    for (const abi::Field& field : reg.fields) {
        list.push_back(
            {{"name", field.name}, {"lsb", field.lsb}, {"bits", field.width}, {"description", field.description}});
    }
    return list;
}

ordered_json registers_json() {
    ordered_json components = ordered_json::array();
    for (const MappedRegisters& mapped : register_maps) {
        ordered_json registers = ordered_json::array();
        for (const abi::Register& reg : mapped.map.registers) {
            registers.push_back({{"name", reg.name},
                                 {"offset", reg.offset},
                                 {"bytes", reg.width_bytes},
                                 {"count", reg.count},
                                 {"stride", reg.stride},
                                 {"access", access_name(reg.access)},
                                 {"reset", reg.reset_varies ? ordered_json(nullptr) : ordered_json(reg.reset)},
                                 {"description", reg.description},
                                 {"fields", fields_json(reg)}});
        }
        components.push_back({{"component", mapped.map.component},
                              {"base", mapped.region.base},
                              {"description", mapped.map.description},
                              {"registers", registers}});
    }
    return components;
}

// ---- keys of a configuration, or of a file of traffic ----

KeyTable keys_of(const std::string& topic) {
    return KeyTable([&](Visitor& visitor) {
        if (topic == "traffic") {
            TrafficConfiguration traffic;
            traffic.initiators.push_back({.name = "NAME"});
            visit(traffic, visitor);
        } else {
            Configuration configuration;
            visit(configuration, visitor);
        }
    });
}

Table key_table(const KeyTable& keys) {
    Table table{.header = {"key", "allowed", "default", "meaning"}, .rows = {}};
    for (const KeyEntry& key : keys.entries()) {
        table.rows.push_back({key.path, key.allowed, key.default_value, key.description});
    }
    return table;
}

ordered_json keys_json(const KeyTable& keys) {
    ordered_json list = ordered_json::array();
    for (const KeyEntry& key : keys.entries()) {
        list.push_back({{"key", key.path},
                        {"allowed", key.allowed},
                        {"default", key.default_value},
                        {"description", key.description}});
    }
    return list;
}

[[noreturn]] void refuse(const std::string& what, const std::string& found, const std::set<std::string>& allowed) {
    std::string names;
    for (const std::string& name : allowed) {
        names += (names.empty() ? "" : ", ") + name;
    }
    throw UserError("describe: " + what + " '" + found + "'; allowed is one of " + names + "; the nearest is " +
                    nearest_name(found, allowed));
}

} // namespace

std::string describe(const std::string& topic, const std::string& format) {
    const std::set<std::string> topics{"memory-map", "registers", "config", "traffic"};
    if (!topics.contains(topic)) {
        refuse("topic", topic, topics);
    }
    if (topic == "registers" && format == "svd") {
        return svd();
    }
    if (format == "json") {
        const ordered_json json = topic == "memory-map"  ? memory_map_json()
                                  : topic == "registers" ? registers_json()
                                                         : keys_json(keys_of(topic));
        return json.dump(2) + "\n";
    }
    if (format != "text" && format != "md") {
        refuse("format", format,
               topic == "registers" ? std::set<std::string>{"text", "md", "json", "svd"}
                                    : std::set<std::string>{"text", "md", "json"});
    }
    const bool markdown = format == "md";
    if (topic == "registers") {
        return registers_text(markdown);
    }
    const Table table = topic == "memory-map" ? memory_map_table() : key_table(keys_of(topic));
    return markdown ? table.markdown() : table.text();
}

} // namespace edgeloom::platform
