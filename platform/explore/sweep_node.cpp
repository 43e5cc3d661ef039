#include "platform/explore/sweep_node.hpp"

#include "platform/configuration/suggestion.hpp"
#include "platform/explore/expression.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace edgeloom::platform::explore {

SweepNode::SweepNode(YAML::Node node, std::string source, std::string path)
    : node_(std::move(node)),
      source_(std::move(source)),
      path_(std::move(path)),
      mark_(node_.IsDefined() ? node_.Mark() : YAML::Mark::null_mark()) {}

SweepNode SweepNode::operator[](const std::string& key) const {
    const std::string path = path_.empty() ? key : path_ + "." + key;
    SweepNode value(node_.IsMap() ? std::as_const(node_)[key] : YAML::Node(YAML::NodeType::Undefined), source_, path);
    if (!value.node_.IsDefined()) {
        value.mark_ = mark_; // the nearest that is there
    }
    return value;
}

std::vector<std::string> SweepNode::keys() const {
    if (!node_.IsMap()) {
        fail("found " + found() + "; allowed is a map of keys");
    }
    std::vector<std::string> names;
    names.reserve(node_.size());
    for (const auto& entry : node_) {
        const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
        const SweepNode key(entry.first, source_, path_.empty() ? name : path_ + "." + name);
        if (name.empty()) {
            key.fail("a key is a text");
        }
        if (std::ranges::find(names, name) != names.end()) {
            key.fail("given twice");
        }
        names.push_back(name);
    }
    return names;
}

void SweepNode::allow(const std::vector<std::string>& names,
                      const std::map<std::string, std::vector<std::string>>& below) const {
    if (!node_.IsMap()) {
        fail("found " + found() + "; allowed is a map of " + boost::join(names, ", "));
    }
    for (const std::string& key : keys()) {
        if (std::ranges::find(names, key) == names.end()) {
            std::set<std::string> meant(names.begin(), names.end());
            for (const auto& [map, names_there] : below) {
                for (const std::string& name : names_there) {
                    meant.insert(std::string(map).append(".").append(name));
                }
            }
            (*this)[key].fail("there is no such key; did you mean " + nearest_path(key, meant) + "? (" +
                              boost::join(names, ", ") + ")");
        }
    }
}

std::string SweepNode::text(const std::string& expected) const {
    if (!given()) {
        fail("missing: " + expected);
    }
    if (!node_.IsScalar()) {
        fail("found " + found() + "; allowed is " + expected);
    }
    return node_.Scalar();
}

std::uint64_t SweepNode::whole(std::uint64_t low, std::uint64_t high) const {
    const std::string expected = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    const std::string given_text = text(expected);
    std::uint64_t value = 0;
    if (given_text.starts_with('-') || !boost::conversion::try_lexical_convert(given_text, value)) {
        fail("found " + found() + "; allowed is " + expected);
    }
    if (value < low || value > high) {
        fail("found " + found() + "; allowed is " + expected + "; the nearest is " +
             std::to_string(std::clamp(value, low, high)));
    }
    return value;
}

double SweepNode::real(double low, double high) const {
    const std::string expected = "a number from " + to_text(low) + " to " + to_text(high);
    double value = 0;
    if (!boost::conversion::try_lexical_convert(text(expected), value) || !std::isfinite(value)) {
        fail("found " + found() + "; allowed is " + expected);
    }
    if (value < low || value > high) {
        fail("found " + found() + "; allowed is " + expected + "; the nearest is " +
             to_text(std::clamp(value, low, high)));
    }
    return value;
}

std::size_t SweepNode::choice(const std::vector<std::string>& names) const {
    const std::string expected = "one of " + boost::join(names, ", ");
    const std::string given_text = text(expected);
    const auto name = std::ranges::find(names, given_text);
    if (name == names.end()) {
        fail("found " + found() + "; allowed is " + expected + "; the nearest is " +
             nearest_name(given_text, std::set<std::string>(names.begin(), names.end())));
    }
    return static_cast<std::size_t>(name - names.begin());
}

std::vector<SweepNode> SweepNode::items(const std::string& expected) const {
    if (!node_.IsSequence() || node_.size() == 0) {
        fail("found " + found() + "; allowed is " + expected);
    }
    std::vector<SweepNode> list;
    list.reserve(node_.size());
    for (const auto& item : node_) {
        list.emplace_back(item, source_, path_);
    }
    return list;
}

void SweepNode::fail(const std::string& message) const {
    const std::string place =
        mark_.is_null() ? source_
                        : source_ + ":" + std::to_string(mark_.line + 1) + ":" + std::to_string(mark_.column + 1);
    throw UserError(place + ": " + (path_.empty() ? "" : path_ + ": ") + message);
}

std::string SweepNode::found() const {
    if (!given()) {
        return "nothing";
    }
    if (node_.IsScalar()) {
        return "'" + node_.Scalar() + "'";
    }
    if (node_.size() == 0) {
        return node_.IsMap() ? "an empty map" : "an empty list";
    }
    return node_.IsMap() ? "a map" : "a list";
}

} // namespace edgeloom::platform::explore
