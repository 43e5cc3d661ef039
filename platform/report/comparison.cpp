#include "platform/report/comparison.hpp"

#include "platform/configuration/quantity.hpp"
#include "platform/report/figures.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <set>

namespace edgeloom::report {

using nlohmann::ordered_json;
using platform::Unit;

namespace {

constexpr std::size_t keys_in_a_label = 3;
constexpr const char* name_key = "name"; // what the user calls the run

struct Number {
    double value = 0;
    std::string_view unit;
    const Unit* family = nullptr; ///< none where there is no unit
};

std::optional<Number> parse_number(const std::string& text) {
    double plain = 0;
    if (boost::conversion::try_lexical_convert(text, plain) && std::isfinite(plain)) {
        return Number{.value = plain};
    }
    for (const Unit* const unit :
         {&platform::unit::frequency, &platform::unit::bytes, &platform::unit::time, &platform::unit::bits}) {
        const auto parsed = platform::parse_quantity(text, *unit);
        if (parsed.kind == platform::Quantity::Kind::valid) {
            const std::string_view written = std::string_view(text).substr(text.find_last_of("0123456789 ") + 1);
            return Number{.value = static_cast<double>(parsed.value),
                          .unit = std::ranges::find(unit->names, written, &Unit::Name::name)->name,
                          .family = unit};
        }
    }
    return std::nullopt;
}

double factor(const Number& number) {
    return static_cast<double>(std::ranges::find(number.family->names, number.unit, &Unit::Name::name)->factor);
}

// The numbers of the values, in a unit that they share.
void set_numbers(Difference& difference) {
    std::vector<Number> numbers;
    for (const auto& value : difference.values) {
        const auto number = value ? parse_number(*value) : std::nullopt;
        if (!number || (!numbers.empty() && number->family != numbers.front().family)) {
            return;
        }
        numbers.push_back(*number);
    }
    const Number& first = numbers.front();
    const bool same_unit = std::ranges::all_of(numbers, [&](const Number& each) { return each.unit == first.unit; });
    double scale = 1;
    if (first.family != nullptr) {
        difference.unit = same_unit ? first.unit : first.family->names.front().name;
        scale = same_unit ? factor(first) : 1;
    }
    difference.numbers.reserve(numbers.size());
    for (const Number& number : numbers) {
        difference.numbers.push_back(number.value / scale);
    }
}

std::vector<std::string> all_keys(const std::vector<RecordedRun>& runs) {
    std::vector<std::string> keys;
    std::set<std::string> seen;
    for (const RecordedRun& run : runs) {
        for (const Setting& setting : run.settings) {
            if (setting.key != name_key && seen.insert(setting.key).second) {
                keys.push_back(setting.key);
            }
        }
    }
    return keys;
}

std::string last_parts(const std::string& key, std::size_t count) {
    std::size_t begin = key.size();
    for (; count != 0 && begin != std::string::npos; --count) {
        begin = begin == 0 ? std::string::npos : key.rfind('.', begin - 1);
    }
    return begin == std::string::npos ? key : key.substr(begin + 1);
}

// As few parts as tell the key from all others.
std::string short_name(const std::string& key, const std::vector<Difference>& all) {
    for (std::size_t count = 1;; ++count) {
        std::string name = last_parts(key, count);
        const auto shared =
            std::ranges::count_if(all, [&](const Difference& other) { return last_parts(other.key, count) == name; });
        if (shared == 1 || name == key) {
            return name;
        }
    }
}

std::string label(const std::vector<Difference>& differences, std::size_t run) {
    std::vector<std::string> parts;
    parts.reserve(differences.size());
    for (const Difference& difference : differences) {
        parts.push_back(difference.name + " " + difference.values[run].value_or("(none)"));
    }
    return boost::join(parts, ", ");
}

ordered_json or_null(const std::optional<double>& figure) {
    return figure ? ordered_json(*figure) : ordered_json(nullptr);
}

ordered_json traffic(const RecordedRun& run) {
    ordered_json ports = ordered_json::array();
    for (const ordered_json& port : list(run.summary, "/bus/initiators")) {
        ports.push_back({{"name", text(port, "/name").value_or("?")},
                         {"megabytes_per_second", or_null(number(port, "/megabytes_per_second"))}});
    }
    return ports;
}

ordered_json entry(const RecordedRun& run, const std::string& label) {
    ordered_json figures = ordered_json::object();
    figures["clocks_per_input"] = or_null(clocks_per_input(run));
    figures["nanoseconds_per_input"] = or_null(nanoseconds_per_input(run));
    figures["test_percent"] = or_null(number(run.summary, "/training/test_percent"));
    figures["block_cycle_clocks"] = or_null(number(run.summary, "/timing/block_cycle_clocks"));
    figures["simulated_seconds"] = or_null(number(run.summary, "/timing/simulated_seconds"));
    figures["inputs_per_simulated_second"] = or_null(number(run.summary, "/timing/inputs_per_simulated_second"));
    return {{"folder", run.folder},
            {"name", text(run.summary, "/name").value_or("")},
            {"label", label},
            {"status", text(run.summary, "/status").value_or("unknown")},
            {"bottleneck", text(run.summary, "/bottleneck/sentence").value_or("")},
            {"figures", figures},
            {"engines", list(run.summary, "/engines")},
            {"initiators", traffic(run)}};
}

} // namespace

std::vector<Difference> differences(const std::vector<RecordedRun>& runs) {
    std::vector<Difference> found;
    for (const std::string& key : all_keys(runs)) {
        Difference difference{.key = key};
        std::set<std::optional<std::string>> known; // a run without a configuration says nothing of its keys
        for (const RecordedRun& run : runs) {
            difference.values.push_back(find(run.settings, key));
            if (!run.settings.empty()) {
                known.insert(difference.values.back());
            }
        }
        if (known.size() > 1) {
            set_numbers(difference);
            found.push_back(std::move(difference));
        }
    }
    for (Difference& difference : found) {
        difference.name = short_name(difference.key, found);
    }
    return found;
}

std::vector<std::string> labels(const std::vector<RecordedRun>& runs, const std::vector<Difference>& differences) {
    const bool by_folder = differences.empty() || differences.size() > keys_in_a_label;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        names.push_back(by_folder ? runs[i].folder : label(differences, i));
    }
    std::vector<std::string> result = names;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!by_folder && std::ranges::count(names, names[i]) > 1) {
            result[i] += " (" + runs[i].folder + ")";
        }
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < runs.size(); ++i) { // the same folder given twice
        if (!taken.insert(result[i]).second) {
            result[i] += " #" + std::to_string(i + 1);
        }
    }
    return result;
}

namespace {

// By the numbers in which they differ; where those are alike, as they were.
std::vector<RecordedRun> ordered(const std::vector<RecordedRun>& runs) {
    const std::vector<Difference> keys = differences(runs);
    const auto numbers = [&](std::size_t run) {
        std::vector<double> list;
        list.reserve(keys.size());
        for (const Difference& key : keys) {
            list.push_back(key.numbers.empty() ? 0 : key.numbers[run]);
        }
        return list;
    };
    std::vector<std::size_t> order(runs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, numbers);
    std::vector<RecordedRun> result;
    result.reserve(runs.size());
    std::ranges::transform(order, std::back_inserter(result), [&](std::size_t run) { return runs[run]; });
    return result;
}

} // namespace

ordered_json comparison(const std::vector<RecordedRun>& given) {
    const std::vector<RecordedRun> runs = ordered(given);
    const std::vector<Difference> keys = differences(runs);
    const std::vector<std::string> names = labels(runs, keys);
    ordered_json result{
        {"kind", "comparison"}, {"differences", ordered_json::array()}, {"runs", ordered_json::array()}};
    for (const Difference& key : keys) {
        ordered_json values = ordered_json::array();
        for (const auto& value : key.values) {
            values.push_back(value ? ordered_json(*value) : ordered_json(nullptr));
        }
        result["differences"].push_back(
            {{"key", key.key}, {"name", key.name}, {"unit", key.unit}, {"values", values}, {"numbers", key.numbers}});
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        result["runs"].push_back(entry(runs[i], names[i]));
    }
    return result;
}

} // namespace edgeloom::report
