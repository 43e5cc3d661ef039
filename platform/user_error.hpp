// The user's mistakes.
#pragma once

#include <stdexcept>

namespace edgeloom::platform {

/// Something that the user gave is wrong; the message says what, in one line. Ends the program with exit status 2.
class UserError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace edgeloom::platform
