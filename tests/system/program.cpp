#include "system/program.hpp"

#include <boost/process.hpp>

#include <csignal>
#include <future>
#include <iterator>

namespace edgeloom::test {

namespace bp = boost::process;

namespace {

std::string rest_of(bp::ipstream& stream) {
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

Finished edgeloom(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
    return execute(EDGELOOM_PROGRAM, arguments, folder);
}

Finished edgeloom_signalled(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                            const std::string& cue, int signal) {
    bp::ipstream out;
    bp::ipstream err;
    bp::child child(bp::exe = EDGELOOM_PROGRAM, bp::args = arguments, bp::start_dir = folder.string(),
                    bp::std_out > out, bp::std_err > err, bp::std_in < bp::null);
    Finished finished;
    std::string line;
    while (std::getline(out, line)) {
        finished.out += line + "\n";
        if (line.find(cue) != std::string::npos) {
            kill(child.id(), signal);
            break;
        }
    }
    finished.out += rest_of(out);
    finished.err = rest_of(err);
    child.wait();
    finished.status = child.exit_code();
    return finished;
}

Finished edgeloom_visited(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                          const std::function<void(std::uint16_t port)>& visit) {
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--gdb", "0", "--wait"});
    bp::ipstream out;
    bp::ipstream err;
    bp::child child(bp::exe = EDGELOOM_PROGRAM, bp::args = all, bp::start_dir = folder.string(), bp::std_out > out,
                    bp::std_err > err, bp::std_in < bp::null);
    auto errors = std::async(std::launch::async, [&err] { return rest_of(err); });
    Finished finished;
    std::string line;
    const std::string cue = "target remote :";
    while (std::getline(out, line)) {
        finished.out += line + "\n";
        if (const std::size_t at = line.find(cue); at != std::string::npos) {
            auto rest = std::async(std::launch::async, [&out] { return rest_of(out); });
            visit(static_cast<std::uint16_t>(std::stoul(line.substr(at + cue.size()))));
            finished.out += rest.get();
            break;
        }
    }
    child.wait();
    finished.err = errors.get();
    finished.status = child.exit_code();
    return finished;
}

std::string firmware(const std::string& name) {
    return std::string(EDGELOOM_FIRMWARE_FOLDER) + "/" + name + ".elf";
}

std::string guest(const std::string& name) {
    return std::string(EDGELOOM_GUEST_FOLDER) + "/" + name + ".elf";
}

std::string config(const std::string& name) {
    return std::string(EDGELOOM_CONFIGS) + "/" + name;
}

} // namespace edgeloom::test
