// A sweep for tests, read from a file as any other.
#pragma once

#include "platform/explore/sweep.hpp"
#include "support/scratch_folder.hpp"

#include <string>

namespace edgeloom::platform::explore {

/// A sweep over a small Morse network in a folder of its own.
class SweepFile {
public:
    /// @param text the file of the sweep, without base
    explicit SweepFile(const std::string& text);

    [[nodiscard]] const Sweep& sweep() const { return sweep_; }
    /// As somebody may who goes on working meanwhile.
    void edit_base(const std::string& text) const { (void)folder_.write("base.yaml", text); }

private:
    test::ScratchFolder folder_;
    Sweep sweep_;
};

} // namespace edgeloom::platform::explore
