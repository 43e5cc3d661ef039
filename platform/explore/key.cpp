#include "platform/explore/key.hpp"

#include <boost/format.hpp>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace edgeloom::platform::explore {

std::string key_of(const std::string& text) {
    return (boost::format("%016x") % XXH3_64bits(text.data(), text.size())).str();
}

} // namespace edgeloom::platform::explore
