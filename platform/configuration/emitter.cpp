#include "platform/configuration/emitter.hpp"

#include "platform/configuration/in_words.hpp"
#include "platform/configuration/memory_device.hpp"

#include <boost/algorithm/string.hpp>

namespace edgeloom::platform {

namespace {

YAML::Node flow(YAML::Node node) {
    node.SetStyle(YAML::EmitterStyle::Flow);
    return node;
}

YAML::Node files(const std::array<std::string, 2>& names) {
    YAML::Node node(YAML::NodeType::Sequence);
    for (const std::string& name : names) {
        node.push_back(name);
    }
    return flow(node);
}

} // namespace

void Emitter::put(const Key& key, const YAML::Node& value) {
    if (!with_network_ && (key.path.starts_with("network.") || key.path.starts_with("training."))) {
        return;
    }
    std::vector<std::string> steps;
    boost::split(steps, key.path, boost::is_any_of("."));
    YAML::Node node = root_;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        YAML::Node next = node[steps[i]];
        node.reset(next);
    }
    node[steps.back()] = value;
}

std::string Emitter::yaml() const {
    return YAML::Dump(root_) + "\n";
}

std::string Emitter::value(std::string_view path) const {
    std::vector<std::string> steps;
    boost::split(steps, path, boost::is_any_of("."));
    YAML::Node node = root_;
    for (const std::string& step : steps) {
        YAML::Node next = node[step];
        node.reset(next);
    }
    return YAML::Dump(node);
}

void Emitter::text(const Key& key, std::string& value) {
    put(key, YAML::Node(value));
}

void Emitter::number(const Key& key, std::uint64_t& value, Range) {
    put(key, YAML::Node(value));
}

void Emitter::quantity(const Key& key, std::uint64_t& value, const Unit& unit, Range) {
    put(key, YAML::Node(with_unit(value, unit)));
}

void Emitter::quantity_or_word(const Key& key, std::uint64_t& value, const Unit& unit, Range range,
                               std::string_view word) {
    value == 0 ? put(key, YAML::Node(std::string(word))) : quantity(key, value, unit, range);
}

void Emitter::choice(const Key& key, std::size_t& index, std::span<const std::string_view> names) {
    put(key, YAML::Node(std::string(names[index])));
}

void Emitter::list(const Key& key, std::vector<std::uint32_t>& values, Range, std::string_view word) {
    if (values.empty() && !word.empty()) {
        put(key, YAML::Node(std::string(word)));
        return;
    }
    YAML::Node node(YAML::NodeType::Sequence);
    for (const std::uint32_t value : values) {
        node.push_back(value);
    }
    put(key, flow(node));
}

void Emitter::number_or_word(const Key& key, std::uint64_t& value, Range range, std::string_view word) {
    put(key, value == 0 ? YAML::Node(std::string(word)) : YAML::Node(value - (range.low == 0 ? 1 : 0)));
}

void Emitter::pattern_type(const Key& key, PatternConfiguration& pattern) {
    switch (pattern.kind) {
    case abi::PatternKind::structured:
        put(key, YAML::Node("structured"));
        break;
    case abi::PatternKind::random:
        put(key, YAML::Node("random"));
        break;
    case abi::PatternKind::n_of_m:
        put(key, YAML::Node(std::to_string(pattern.keep) + ":" + std::to_string(pattern.group)));
        break;
    default:
        put(key, YAML::Node(static_cast<std::uint32_t>(pattern.kind)));
    }
}

void Emitter::learning_rate(const Key& key, std::vector<std::pair<std::uint32_t, std::uint32_t>>& rates) {
    YAML::Node node(YAML::NodeType::Map);
    for (const auto& [epoch, shift] : rates) {
        node[epoch] = shift;
    }
    put(key, flow(node));
}

void Emitter::dataset(const Key& key, DataSource& source) {
    switch (source.kind) {
    case DataSource::Kind::automatic:
        break;
    case DataSource::Kind::mnist:
        put(key, YAML::Node("mnist"));
        break;
    case DataSource::Kind::morse:
        put(key, YAML::Node("morse"));
        break;
    case DataSource::Kind::files:
        YAML::Node node(YAML::NodeType::Map);
        node["train"] = files(source.train);
        if (!source.test[0].empty()) {
            node["test"] = files(source.test);
        }
        put(key, node);
    }
}

template <class Device>
void Emitter::device(const Key& key, DeviceChoice<Device>& choice) {
    if (choice.name.empty()) {
        visit_device(choice.device, std::string(key.path) + ".", *this);
    } else {
        put(key, YAML::Node(choice.name));
    }
}

void Emitter::dram_device(const Key& key, DeviceChoice<memory::DramDevice>& choice) {
    device(key, choice);
}

void Emitter::sram_device(const Key& key, DeviceChoice<memory::SramDevice>& choice) {
    device(key, choice);
}

} // namespace edgeloom::platform
