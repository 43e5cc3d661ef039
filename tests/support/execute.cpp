#include "support/execute.hpp"

#include <boost/process.hpp>

#include <future>
#include <iterator>

namespace edgeloom::test {

namespace bp = boost::process;

namespace {

std::string rest_of(bp::ipstream& stream) {
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

Finished execute(const std::string& executable, const std::vector<std::string>& arguments,
                 const std::filesystem::path& folder) {
    bp::ipstream out;
    bp::ipstream err;
    bp::child child(bp::exe = executable, bp::args = arguments, bp::start_dir = folder.string(), bp::std_out > out,
                    bp::std_err > err, bp::std_in < bp::null);
    auto errors = std::async(std::launch::async, [&err] { return rest_of(err); });
    Finished finished{.status = 0, .out = rest_of(out), .err = errors.get()};
    child.wait();
    finished.status = child.exit_code();
    return finished;
}

std::string installed(const std::string& name) {
    return bp::search_path(name).string();
}

} // namespace edgeloom::test
