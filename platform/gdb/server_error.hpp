// The server cannot listen.
#pragma once

#include <stdexcept>

namespace edgeloom::gdb {

/// The message says why, in one line.
class ServerError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace edgeloom::gdb
