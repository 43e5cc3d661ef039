// IDX files, the format of MNIST.
#pragma once

#include "platform/data/data_set.hpp"

#include <string>

namespace edgeloom::platform {

/// Throws UserError where a file cannot be opened.
void require_idx(const std::string& path);

/// Reads a pair of IDX files of unsigned bytes, plain or gzip: images of any rank from 2 up, the first dimension
/// counting the inputs, and labels of rank 1. Throws UserError that names the file and what is wrong with it.
[[nodiscard]] DataSet read_idx(const std::string& images, const std::string& labels);

} // namespace edgeloom::platform
