// Arithmetic in the files of sweeps.
#pragma once

#include <map>
#include <set>
#include <string>

namespace edgeloom::platform::explore {

/// Values by name. Names may have dots, as keys of a configuration do.
using Variables = std::map<std::string, double>;

/// Evaluates what muParser understands: + - * / ^, comparisons, && ||, a ? b : c, min, max, rint, log2, ...; and floor,
/// ceil. Throws UserError where the text is malformed or names what is not there.
[[nodiscard]] double evaluate(const std::string& expression, const Variables& variables);

/// The names that an expression needs. Throws UserError where it is malformed.
[[nodiscard]] std::set<std::string> names_in(const std::string& expression);

/// Whole numbers without a point.
[[nodiscard]] std::string to_text(double value);

} // namespace edgeloom::platform::explore
