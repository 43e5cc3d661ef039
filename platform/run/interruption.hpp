// Ctrl-C.
#pragma once

namespace edgeloom::platform {

/// Turns SIGINT and SIGTERM into a question that the run asks itself. A second signal ends the program at once.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] bool requested() const;
};

} // namespace edgeloom::platform
