#include "platform/insight/speedscope.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace edgeloom::insight {

namespace {

using nlohmann::ordered_json;

class Events {
public:
    Events(const CallTree& tree, const CodeMap& code, std::uint64_t clock_ps)
        : tree_(tree),
          totals_(tree.totals()),
          clock_ps_(clock_ps),
          frame_of_(code.count(), no_frame) {
        for (const CallTree::NodeId top : tree_.children(CallTree::root)) {
            add_subtree(top, code);
        }
    }

    [[nodiscard]] double end() const { return nanoseconds(clocks_); }
    [[nodiscard]] ordered_json take_frames() { return std::move(frames_); }
    [[nodiscard]] ordered_json take_events() { return std::move(events_); }

private:
    static constexpr std::uint32_t no_frame = ~0U;
    struct Open {
        CallTree::NodeId node;
        std::uint32_t frame;
        std::vector<CallTree::NodeId> children;
        std::size_t next = 0;
    };

    [[nodiscard]] double nanoseconds(std::uint64_t clocks) const {
        constexpr double picoseconds_per_nanosecond = 1e3;
        return static_cast<double>(clocks) * static_cast<double>(clock_ps_) / picoseconds_per_nanosecond;
    }
    std::uint32_t frame(FunctionId function, const CodeMap& code) {
        if (frame_of_[function] == no_frame) {
            frame_of_[function] = static_cast<std::uint32_t>(frames_.size());
            frames_.push_back({{"name", code.name(function)}});
        }
        return frame_of_[function];
    }
    void event(const char* type, std::uint32_t frame) {
        events_.push_back({{"type", type}, {"frame", frame}, {"at", nanoseconds(clocks_)}});
    }
    void open(CallTree::NodeId node, const CodeMap& code) {
        open_.push_back({node, frame(tree_.node(node).function, code), tree_.children(node)});
        event("O", open_.back().frame);
    }
    void add_subtree(CallTree::NodeId top, const CodeMap& code);

    const CallTree& tree_;
    std::vector<Cost> totals_;
    std::uint64_t clock_ps_;
    std::vector<std::uint32_t> frame_of_; ///< by function
    std::vector<Open> open_;
    std::uint64_t clocks_ = 0; ///< of all that is closed
    ordered_json frames_ = ordered_json::array();
    ordered_json events_ = ordered_json::array();
};

// What costs nothing is left out.
void Events::add_subtree(CallTree::NodeId top, const CodeMap& code) {
    if (totals_[top].clocks == 0) {
        return;
    }
    open(top, code);
    while (!open_.empty()) {
        Open& innermost = open_.back();
        if (innermost.next < innermost.children.size()) {
            const CallTree::NodeId child = innermost.children[innermost.next++];
            if (totals_[child].clocks != 0) {
                open(child, code);
            }
        } else {
            clocks_ += tree_.node(innermost.node).self.clocks;
            event("C", innermost.frame);
            open_.pop_back();
        }
    }
}

} // namespace

std::string speedscope(const CallTree& tree, const CodeMap& code, std::uint64_t clock_ps, const std::string& name) {
    Events events(tree, code, clock_ps);
    const double end = events.end();
    ordered_json profile{{"type", "evented"}, {"name", name},    {"unit", "nanoseconds"},
                         {"startValue", 0.0}, {"endValue", end}, {"events", events.take_events()}};
    ordered_json file{{"$schema", "https://www.speedscope.app/file-format-schema.json"},
                      {"exporter", "edgeloom"},
                      {"name", name},
                      {"activeProfileIndex", 0},
                      {"shared", {{"frames", events.take_frames()}}},
                      {"profiles", ordered_json::array()}};
    file["profiles"].push_back(std::move(profile));
    return file.dump() + "\n";
}

} // namespace edgeloom::insight
