// What a point must satisfy.
#pragma once

#include "platform/explore/expression.hpp"

#include <string>

namespace edgeloom::platform::explore {

/// An expression over figures and axes that must not be 0, such as "edges <= 20000".
struct Constraint {
    std::string expression;
    bool measured = false; ///< it can only be checked once a point has been trained

    /// Throws UserError where it names what is not there.
    [[nodiscard]] bool holds(const Variables& variables) const { return evaluate(expression, variables) != 0; }
};

} // namespace edgeloom::platform::explore
