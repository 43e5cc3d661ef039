// The request that a generator sends next.
#pragma once

#include "traffic/source.hpp"

#include <systemc>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace edgeloom::traffic {

/// What a request came to.
struct Outcome {
    Request request;
    sc_core::sc_time issued; ///< when the generator wanted to send it
    sc_core::sc_time done;
    bool ok = false;
};
using Observer = std::function<void(const Outcome&)>;

/// A request is due its gap after the one before was issued.
class Outgoing {
public:
    explicit Outgoing(std::unique_ptr<Source> source) : source_(std::move(source)) { fetch(sc_core::SC_ZERO_TIME); }

    [[nodiscard]] bool over() const { return !request_; }
    [[nodiscard]] const Request& request() const { return *request_; }
    [[nodiscard]] const sc_core::sc_time& due() const { return due_; }
    /// The request was issued at `time`.
    void issued(const sc_core::sc_time& time) { fetch(time); }

private:
    void fetch(const sc_core::sc_time& last) {
        request_ = source_->next();
        due_ = request_ ? last + request_->gap : last;
    }

    std::unique_ptr<Source> source_;
    std::optional<Request> request_;
    sc_core::sc_time due_;
};

} // namespace edgeloom::traffic
