#include "platform/configuration/parser.hpp"

#include "platform/configuration/in_words.hpp"
#include "platform/configuration/memory_device.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace edgeloom::platform {

namespace {

std::string quoted(const std::string& text) {
    return "'" + text + "'";
}

std::string found(const YAML::Node& node) {
    switch (node.Type()) {
    case YAML::NodeType::Scalar:
        return quoted(node.Scalar());
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Map:
        return "a map";
    default:
        return "nothing";
    }
}

std::string unknown_key(const std::string& given, const std::string& nearest) {
    return "there is no key " + quoted(given) + "; did you mean " + nearest + "?";
}

std::string parent(std::string_view path) {
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string() : std::string(path.substr(0, dot));
}

} // namespace

Parser::Parser(const YAML::Node& root, std::string source) : root_(root), source_(std::move(source)) {
    if (!root_.IsMap()) {
        throw UserError(source_ + ": a configuration is a map of keys; found " + found(root_) +
                        " (`edgeloom describe config` lists the keys)");
    }
    refuse_duplicates(root_, {});
}

void Parser::set(const Override& override) {
    std::vector<std::string> steps;
    boost::split(steps, override.path, boost::is_any_of("."));
    YAML::Node node = root_;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        YAML::Node next = node[steps[i]];
        if (next.IsDefined() && !next.IsMap()) {
            throw UserError(override.origin + ": '" + steps[i] + "' is not a map");
        }
        node.reset(next);
    }
    try {
        node[steps.back()] = YAML::Load(override.value);
    } catch (const YAML::Exception& error) {
        throw UserError(override.origin + ": not a YAML value: " + error.msg);
    }
    set_[override.path] = override.origin;
}

YAML::Node Parser::find(std::string_view path) const {
    std::vector<std::string> steps;
    boost::split(steps, path, boost::is_any_of("."));
    YAML::Node node = root_;
    std::string so_far;
    for (const std::string& step : steps) {
        if (!node.IsMap()) {
            if (node.IsNull()) {
                return YAML::Node(YAML::NodeType::Undefined);
            }
            fail(so_far, "found " + found(node) + "; allowed is a map of keys");
        }
        const YAML::Node next = std::as_const(node)[step];
        if (!next.IsDefined()) {
            return YAML::Node(YAML::NodeType::Undefined);
        }
        node.reset(next);
        so_far += (so_far.empty() ? "" : ".") + step;
    }
    return node;
}

YAML::Node Parser::visited(const Key& key) {
    known_.emplace(key.path);
    return find(key.path);
}

void Parser::fail(std::string_view path, const std::string& message) const {
    for (std::string prefix(path); !prefix.empty(); prefix = parent(prefix)) {
        if (const auto override = set_.find(prefix); override != set_.end()) {
            throw UserError(override->second + ": " + std::string(path) + ": " + message);
        }
    }
    throw UserError(place_of(mark_of(path)) + ": " + std::string(path) + ": " + message);
}

std::string Parser::place_of(const YAML::Mark& mark) const {
    return mark.is_null() ? source_
                          : source_ + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
}

// Where the key stands, or the nearest part of its path that is there.
YAML::Mark Parser::mark_of(std::string_view path) const {
    std::vector<std::string> steps;
    boost::split(steps, path, boost::is_any_of("."));
    YAML::Node node = root_;
    YAML::Mark mark = root_.Mark();
    for (const std::string& step : steps) {
        const auto is_step = [&](const auto& entry) { return entry.first.IsScalar() && entry.first.Scalar() == step; };
        const auto entry = std::find_if(node.begin(), node.end(), is_step);
        if (!node.IsMap() || entry == node.end()) {
            break;
        }
        mark = entry->first.Mark();
        node.reset(entry->second);
    }
    return mark;
}

bool Parser::given(std::string_view path) const {
    return find(path).IsDefined();
}

std::vector<std::string> Parser::names_in(std::string_view path) const {
    std::vector<std::string> names;
    const YAML::Node node = find(path);
    if (!node.IsDefined() || node.IsNull()) {
        return names;
    }
    if (!node.IsMap()) {
        fail(path, "found " + found(node) + "; allowed is a map of keys");
    }
    names.reserve(node.size());
    for (const auto& entry : node) {
        names.push_back(entry.first.Scalar());
    }
    return names;
}

void Parser::require(std::string_view path) const {
    if (!given(path)) {
        fail(path, "missing; a network needs it");
    }
}

void Parser::refuse_duplicates(const YAML::Node& node, const std::string& path) const {
    std::set<std::string> seen;
    for (const auto& entry : node) {
        if (!node.IsMap() || !entry.first.IsScalar()) {
            continue;
        }
        std::string key = path;
        key += entry.first.Scalar();
        if (!seen.insert(key).second) {
            throw UserError(place_of(entry.first.Mark()) + ": " + key + ": given twice");
        }
        refuse_duplicates(entry.second, key += '.');
    }
}

void Parser::refuse_unknown_keys() const {
    refuse_unknown_keys(root_, {});
}

void Parser::refuse_unknown_keys(const YAML::Node& node, const std::string& path) const {
    for (const auto& entry : node) {
        const std::string key = path + entry.first.Scalar();
        if (known_.contains(key)) {
            continue;
        }
        const bool leads_to_keys =
            std::ranges::any_of(known_, [&](const std::string& known) { return known.starts_with(key + "."); });
        if (leads_to_keys && (entry.second.IsMap() || entry.second.IsNull())) {
            refuse_unknown_keys(entry.second, key + ".");
        } else if (leads_to_keys) {
            fail(key, "found " + found(entry.second) + "; allowed is a map of keys");
        } else {
            std::set<std::string> candidates;
            for (const std::string& known : known_) {
                for (std::string prefix = known; !prefix.empty(); prefix = parent(prefix)) {
                    candidates.insert(prefix);
                }
            }
            fail(key, unknown_key(key, nearest_path(key, candidates)));
        }
    }
}

std::string Parser::scalar(std::string_view path, const YAML::Node& node, std::string_view expected) const {
    if (!node.IsScalar()) {
        fail(path, "found " + found(node) + "; allowed is " + std::string(expected));
    }
    return node.Scalar();
}

std::uint64_t Parser::whole_number(std::string_view path, const std::string& text, Range range) const {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || value < range.low || value > range.high) {
        const bool too_large = error == std::errc::result_out_of_range || (whole && value > range.high);
        const bool too_small = (whole && value < range.low) || (!too_large && text.starts_with('-'));
        fail(path,
             "found " + quoted(text) + "; allowed is " + in_words(range) +
                 (too_large || too_small ? "; the nearest is " + std::to_string(too_large ? range.high : range.low)
                                         : ""));
    }
    return value;
}

double Parser::real_number(std::string_view path, const YAML::Node& node) const {
    const std::string expected = "a number, 0 or more";
    const std::string text = scalar(path, node, expected);
    double value = -1;
    const bool is_number = YAML::convert<double>::decode(node, value) && std::isfinite(value);
    if (!is_number || value < 0) {
        fail(path, "found " + quoted(text) + "; allowed is " + expected + (is_number ? "; the nearest is 0" : ""));
    }
    return value;
}

double Parser::real(const Key& key) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        fail(key.path, "missing: " + std::string(key.description));
    }
    return real_number(key.path, node);
}

std::vector<double> Parser::reals(const Key& key, std::size_t count) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined() || !node.IsSequence() || node.size() != count) {
        fail(key.path, "allowed is a list of " + std::to_string(count) + " numbers: " + std::string(key.description));
    }
    std::vector<double> values(count);
    std::transform(node.begin(), node.end(), values.begin(),
                   [&](const YAML::Node& each) { return real_number(key.path, each); });
    return values;
}

void Parser::text(const Key& key, std::string& value) {
    if (const YAML::Node node = visited(key); node.IsDefined()) {
        value = scalar(key.path, node, "a text");
    }
}

void Parser::number(const Key& key, std::uint64_t& value, Range range) {
    if (const YAML::Node node = visited(key); node.IsDefined()) {
        value = whole_number(key.path, scalar(key.path, node, in_words(range)), range);
    }
}

void Parser::number_or_word(const Key& key, std::uint64_t& value, Range range, std::string_view word) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    const std::string expected = in_words(range) + ", or " + std::string(word);
    const std::string given = scalar(key.path, node, expected);
    // Where 0 is a legal number, numbers are kept one higher, and 0 is the word.
    const std::uint64_t shift = range.low == 0 ? 1 : 0;
    value = given == word ? 0 : whole_number(key.path, given, range) + shift;
}

void Parser::quantity(const Key& key, std::uint64_t& value, const Unit& unit, Range range) {
    if (const YAML::Node node = visited(key); node.IsDefined()) {
        const std::string expected = in_words(range, unit);
        value = quantity_of(key.path, scalar(key.path, node, expected), unit, range, expected);
    }
}

void Parser::quantity_or_word(const Key& key, std::uint64_t& value, const Unit& unit, Range range,
                              std::string_view word) {
    if (const YAML::Node node = visited(key); node.IsDefined()) {
        const std::string expected = in_words(range, unit) + ", or " + std::string(word);
        const std::string given = scalar(key.path, node, expected);
        value = given == word ? 0 : quantity_of(key.path, given, unit, range, expected);
    }
}

std::uint64_t Parser::quantity_of(std::string_view path, const std::string& text, const Unit& unit, Range range,
                                  const std::string& expected) const {
    using Kind = Quantity::Kind;
    const auto [kind, value] = parse_quantity(text, unit);
    if (kind == Kind::without_unit) {
        fail(path, "found " + quoted(text) + " without a unit; allowed is " + expected + "; for instance '" + text +
                       " " + std::string(unit.names[unit.names.size() / 2].name) + "'");
    }
    if (kind == Kind::malformed) {
        fail(path, "found " + quoted(text) + "; allowed is " + expected + ": a number of whole " +
                       std::string(unit.names.front().name) + " and its unit");
    }
    const bool too_large = kind == Kind::too_large || value > range.high;
    if (too_large || value < range.low) {
        fail(path, "found " + quoted(text) + "; allowed is " + expected + "; the nearest is " +
                       with_unit(too_large ? range.high : range.low, unit));
    }
    return value;
}

void Parser::choice(const Key& key, std::size_t& index, std::span<const std::string_view> names) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    const std::string allowed = boost::join(std::vector<std::string>(names.begin(), names.end()), ", ");
    const std::string given = scalar(key.path, node, "one of " + allowed);
    const auto name = std::ranges::find(names, given);
    if (name == names.end()) {
        fail(key.path, "found " + quoted(given) + "; allowed is one of " + allowed + "; the nearest is " +
                           nearest_name(given, {names.begin(), names.end()}));
    }
    index = static_cast<std::size_t>(name - names.begin());
}

void Parser::list(const Key& key, std::vector<std::uint32_t>& values, Range range, std::string_view word) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    values.clear();
    if (!word.empty() && node.IsScalar() && node.Scalar() == word) {
        return;
    }
    const std::string expected = list_in_words(range) + (word.empty() ? "" : ", or " + std::string(word));
    if (!node.IsSequence()) {
        fail(key.path, "found " + found(node) + "; allowed is " + expected);
    }
    for (const auto& item : node) {
        values.push_back(static_cast<std::uint32_t>(whole_number(key.path, scalar(key.path, item, expected), range)));
    }
}

void Parser::pattern_type(const Key& key, PatternConfiguration& pattern) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    const std::string given = scalar(key.path, node, "a pattern type");
    const std::map<std::string, abi::PatternKind> kinds{{"1", abi::PatternKind::type1},
                                                        {"2", abi::PatternKind::type2},
                                                        {"3", abi::PatternKind::type3},
                                                        {"structured", abi::PatternKind::structured},
                                                        {"random", abi::PatternKind::random}};
    if (const auto kind = kinds.find(given); kind != kinds.end()) {
        pattern.kind = kind->second;
        return;
    }
    const auto colon = given.find(':');
    if (colon == std::string::npos) {
        fail(key.path,
             "found " + quoted(given) + "; allowed is one of 1, 2, 3, structured, random, or n:m such as 2:4");
    }
    pattern.kind = abi::PatternKind::n_of_m;
    pattern.group = static_cast<std::uint32_t>(whole_number(key.path, given.substr(colon + 1), {1, 1024}));
    pattern.keep = static_cast<std::uint32_t>(whole_number(key.path, given.substr(0, colon), {1, pattern.group}));
}

void Parser::learning_rate(const Key& key, std::vector<std::pair<std::uint32_t, std::uint32_t>>& rates) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    constexpr Range shifts{0, 31};
    constexpr Range epochs{0, 1'000'000};
    if (node.IsScalar()) {
        rates = {{0, static_cast<std::uint32_t>(whole_number(key.path, node.Scalar(), shifts))}};
        return;
    }
    if (!node.IsMap() || node.size() == 0) {
        fail(key.path,
             "found " + found(node) + "; allowed is a shift from 0 to 31, or a map epoch: shift such as {0: 3, 2: 4}");
    }
    rates.clear();
    for (const auto& entry : node) {
        rates.emplace_back(
            static_cast<std::uint32_t>(whole_number(key.path, scalar(key.path, entry.first, "an epoch"), epochs)),
            static_cast<std::uint32_t>(whole_number(key.path, scalar(key.path, entry.second, "a shift"), shifts)));
    }
    std::ranges::sort(rates);
    if (rates.front().first != 0) {
        fail(key.path, "found " + std::to_string(rates.front().first) +
                           " as the first epoch; the schedule has to begin with epoch 0");
    }
    if (rates.size() > abi::Job::max_rates) {
        fail(key.path,
             "found " + std::to_string(rates.size()) + " entries; allowed are " + std::to_string(abi::Job::max_rates));
    }
}

std::array<std::string, 2> Parser::file_pair(std::string_view path, const YAML::Node& node) const {
    if (!node.IsSequence() || node.size() != 2 || !node[0].IsScalar() || !node[1].IsScalar()) {
        fail(path, "found " + found(node) + "; allowed is a list of two files, [images, labels]");
    }
    return {node[0].Scalar(), node[1].Scalar()};
}

void Parser::dataset(const Key& key, DataSource& source) {
    const YAML::Node node = visited(key);
    if (!node.IsDefined()) {
        return;
    }
    if (node.IsScalar()) {
        if (node.Scalar() != "mnist" && node.Scalar() != "morse") {
            fail(key.path, "found " + quoted(node.Scalar()) +
                               "; allowed is mnist, morse, or a map with train: [images, labels]; the nearest is " +
                               nearest_name(node.Scalar(), {"mnist", "morse"}));
        }
        source.kind = node.Scalar() == "mnist" ? DataSource::Kind::mnist : DataSource::Kind::morse;
        return;
    }
    if (!node.IsMap()) {
        fail(key.path, "found " + found(node) + "; allowed is mnist, morse, or a map with train: [images, labels]");
    }
    const std::string path(key.path);
    source.kind = DataSource::Kind::files;
    for (const auto& entry : node) {
        const std::string part = entry.first.Scalar();
        std::string known = path;
        known.append(".").append(nearest_name(part, {"train", "test"}));
        if (part == "train") {
            source.train = file_pair(known, entry.second);
        } else if (part == "test") {
            source.test = file_pair(known, entry.second);
        } else {
            fail(known, unknown_key(part, known));
        }
    }
}

// A name, or the keys of a device below this one.
template <class Device>
void Parser::device(const Key& key, DeviceChoice<Device>& choice, const std::string& names) {
    const YAML::Node node = find(key.path);
    if (node.IsDefined() && node.IsMap()) {
        choice.name.clear();
        read_device(choice.device, std::string(key.path) + ".", *this);
        return;
    }
    known_.emplace(key.path);
    if (node.IsDefined()) {
        choice.name = scalar(key.path, node, "one of " + names + ", the path of a YAML file, or a map of its keys");
    }
}

void Parser::dram_device(const Key& key, DeviceChoice<memory::DramDevice>& choice) {
    device(key, choice, dram_device_names());
}

void Parser::sram_device(const Key& key, DeviceChoice<memory::SramDevice>& choice) {
    device(key, choice, sram_device_names());
}

} // namespace edgeloom::platform
