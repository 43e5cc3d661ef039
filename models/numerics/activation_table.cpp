#include "numerics/activation_table.hpp"

namespace edgeloom::numerics {

ActivationTable::ActivationTable(Format format, Activation activation) : rule_(format, activation) {
    for (std::size_t k = 0; k < rule_.size(); ++k) {
        entries_.push_back(rule_.entry(k));
    }
}

} // namespace edgeloom::numerics
