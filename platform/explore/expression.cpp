#include "platform/explore/expression.hpp"

#include "platform/configuration/suggestion.hpp"
#include "platform/user_error.hpp"

#include <muParser.h>

#include <array>
#include <charconv>
#include <cmath>

namespace edgeloom::platform::explore {

namespace {

void prepare(mu::Parser& parser, const std::string& expression) {
    parser.DefineNameChars("0123456789_.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    parser.DefineFun("floor", [](double value) { return std::floor(value); });
    parser.DefineFun("ceil", [](double value) { return std::ceil(value); });
    parser.SetExpr(expression);
}

[[noreturn]] void fail(const std::string& expression, const mu::ParserError& error) {
    throw UserError("'" + expression + "': " + error.GetMsg());
}

[[noreturn]] void no_number(const std::string& expression, const std::string& name, const Variables& variables) {
    std::set<std::string> known;
    for (const auto& [each, value] : variables) {
        known.insert(each);
    }
    throw UserError("'" + expression + "': there is no number '" + name + "'" +
                    (known.empty() ? "" : "; did you mean " + nearest_name(name, known) + "?"));
}

} // namespace

std::set<std::string> names_in(const std::string& expression) {
    try {
        mu::Parser parser;
        prepare(parser, expression);
        std::set<std::string> names;
        for (const auto& [name, unused] : parser.GetUsedVar()) {
            names.insert(name);
        }
        return names;
    } catch (const mu::ParserError& error) {
        fail(expression, error);
    }
}

double evaluate(const std::string& expression, const Variables& variables) {
    const std::set<std::string> names = names_in(expression);
    Variables used;
    for (const std::string& name : names) {
        const auto variable = variables.find(name);
        if (variable == variables.end()) {
            no_number(expression, name, variables);
        }
        used.insert(*variable);
    }
    try {
        mu::Parser parser;
        prepare(parser, expression); // first, since it allows names with dots
        for (auto& [name, value] : used) {
            parser.DefineVar(name, &value);
        }
        return parser.Eval();
    } catch (const mu::ParserError& error) {
        fail(expression, error);
    }
}

std::string to_text(double value) {
    std::array<char, 32> text{};
    constexpr double most_whole = 9007199254740992.0; // 2^53
    if (value == std::floor(value) && std::abs(value) < most_whole) {
        const auto [end, error] =
            std::to_chars(text.data(), text.data() + text.size(), static_cast<std::int64_t>(value));
        return {text.data(), end};
    }
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

} // namespace edgeloom::platform::explore
