// Runs an image on QEMU's `virt` board.
#pragma once

#include "conformance/image.hpp"
#include "conformance/outcome.hpp"

namespace edgeloom::test {

[[nodiscard]] bool qemu_is_installed();

/// The board's memory is a file that starts as the image and is read when the run has ended.
[[nodiscard]] Outcome run_on_qemu(const Image& image);

} // namespace edgeloom::test
