#include "platform/explore/variant.hpp"

#include "platform/configuration/load.hpp"
#include "platform/explore/axis_values.hpp"
#include "platform/explore/sweep_node.hpp"
#include "platform/user_error.hpp"

namespace edgeloom::platform::explore {

namespace {

using nlohmann::ordered_json;

ordered_json to_json(const YAML::Node& node) {
    std::int64_t whole = 0;
    double real = 0;
    bool flag = false;
    if (node.IsScalar()) {
        if (YAML::convert<std::int64_t>::decode(node, whole)) {
            return whole;
        }
        if (YAML::convert<double>::decode(node, real)) {
            return real;
        }
        return YAML::convert<bool>::decode(node, flag) ? ordered_json(flag) : ordered_json(node.Scalar());
    }
    if (node.IsSequence()) {
        ordered_json list = ordered_json::array();
        for (const auto& item : node) {
            list.push_back(to_json(item));
        }
        return list;
    }
    return in_a_line(node);
}

void add_numbers(const std::string& name, const ordered_json& value, Variables& variables) {
    if (value.is_number()) {
        variables[name] = value.get<double>();
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            add_numbers(name + "." + std::to_string(i + 1), value[i], variables);
        }
    }
}

// Texts that begin with = become what they stand for. In a line.
void emit(YAML::Emitter& line, const YAML::Node& node, const Variables& variables) {
    if (node.IsSequence()) {
        line << YAML::Flow << YAML::BeginSeq;
        for (const auto& item : node) {
            emit(line, item, variables);
        }
        line << YAML::EndSeq;
    } else if (node.IsMap()) {
        line << YAML::Flow << YAML::BeginMap;
        for (const auto& entry : node) {
            line << YAML::Key << entry.first << YAML::Value;
            emit(line, entry.second, variables);
        }
        line << YAML::EndMap;
    } else if (node.IsScalar() && node.Scalar().starts_with('=')) {
        line << to_text(evaluate(node.Scalar().substr(1), variables));
    } else {
        line << node;
    }
}

std::string fixed_value(const Sweep& sweep, const std::string& key, const YAML::Node& node,
                        const Variables& variables) {
    try {
        YAML::Emitter line;
        emit(line, node, variables);
        return line.c_str();
    } catch (const UserError& error) {
        SweepNode(node, sweep.source, "set." + key).fail(error.what());
    }
}

Override change(const std::string& key, const std::string& value) {
    return {key, value, key + " = " + value};
}

} // namespace

Variant::Variant(const Sweep& sweep, const Choices& choices)
    : number(sweep.space.number_of(choices)),
      axes(ordered_json::object()) {
    const std::vector<Axis>& all = sweep.space.axes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string& value = all[i].values[choices[i]];
        axes[all[i].name] = to_json(YAML::Load(value));
        add_numbers(all[i].name, axes[all[i].name], variables);
        if (all[i].is_key) {
            changes.push_back(change(all[i].name, value));
        }
    }
    for (const auto& [key, node] : sweep.fixed) {
        changes.push_back(change(key, fixed_value(sweep, key, node, variables)));
    }
}

Configuration Variant::configuration(const Sweep& sweep, const std::optional<std::uint64_t>& seed) const {
    std::vector<Override> overrides = changes;
    if (seed) {
        const std::string value = std::to_string(*seed);
        overrides.push_back({"network.seed", value, "seed " + value});
    }
    if (sweep.level != Level::analytic) {
        const std::string value(in_words(sweep.level));
        overrides.push_back({"platform.accelerator.fidelity", value, "level " + value});
    }
    return parse_configuration(sweep.base_text, sweep.base, overrides);
}

} // namespace edgeloom::platform::explore
