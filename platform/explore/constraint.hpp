// What a point must satisfy.
#pragma once

#include "platform/explore/expression.hpp"

#include <cmath>
#include <string>

namespace edgeloom::platform::explore {

/// An expression over figures and axes that must not be 0, such as "edges <= 20000".
struct Constraint {
    std::string expression;
    bool measured = false; ///< it can only be checked once a point has been trained

    /// Throws UserError where it names what is not there.
    [[nodiscard]] bool holds(const Variables& variables) const {
        const double value = evaluate(expression, variables);
        return value != 0 && !std::isnan(value);
    }
};

} // namespace edgeloom::platform::explore
