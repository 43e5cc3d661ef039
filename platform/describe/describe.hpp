// `edgeloom describe`: memory map, registers and keys, from the sources that the models are made of.
#pragma once

#include <string>

namespace edgeloom::platform {

/// `topic` is memory-map, registers, config or traffic; `format` is text, md, json, or svd for registers
/// (CMSIS-SVD 1.3). Throws UserError for anything else.
[[nodiscard]] std::string describe(const std::string& topic, const std::string& format);

} // namespace edgeloom::platform
