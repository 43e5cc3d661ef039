#include "support/process.hpp"

#include <boost/process.hpp>

#include <csignal>
#include <iterator>

namespace edgeloom::test {

namespace bp = boost::process;

namespace {

std::string rest_of(bp::ipstream& stream) {
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

struct Process::Child {
    bp::ipstream out;
    bp::ipstream err;
    bp::child child;
};

Process::Process(const std::string& executable, const std::vector<std::string>& arguments,
                 const std::filesystem::path& folder)
    : child_(std::make_unique<Child>()) {
    child_->child = bp::child(bp::exe = executable, bp::args = arguments, bp::start_dir = folder.string(),
                              bp::std_out > child_->out, bp::std_err > child_->err, bp::std_in < bp::null);
    err_ = std::async(std::launch::async, [this] { return rest_of(child_->err); });
}

Process::~Process() {
    if (child_->child.running()) { // the test gave up on it
        signal(SIGKILL);
        std::error_code ignored;
        child_->child.wait(ignored);
    }
}

std::optional<std::string> Process::line_with(const std::string& cue) {
    std::string line;
    while (std::getline(child_->out, line)) {
        out_ += line + "\n";
        if (line.find(cue) != std::string::npos) {
            return line;
        }
    }
    return std::nullopt;
}

void Process::signal(int number) {
    kill(child_->child.id(), number);
}

Finished Process::finish() {
    out_ += rest_of(child_->out);
    child_->child.wait();
    return {.status = child_->child.exit_code(), .out = out_, .err = err_.get()};
}

} // namespace edgeloom::test
