#include "support/execute.hpp"

#include <boost/process/search_path.hpp>

namespace edgeloom::test {

Finished execute(const std::string& executable, const std::vector<std::string>& arguments,
                 const std::filesystem::path& folder) {
    return Process(executable, arguments, folder).finish();
}

std::string installed(const std::string& name) {
    return boost::process::search_path(name).string();
}

} // namespace edgeloom::test
