// The registers as a CMSIS-SVD file.
#pragma once

#include <string>

namespace edgeloom::platform {

/// CMSIS-SVD 1.3 (Arm), as debuggers and header generators read it.
[[nodiscard]] std::string svd();

} // namespace edgeloom::platform
