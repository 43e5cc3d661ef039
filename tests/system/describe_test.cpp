// What the program tells about itself, in every format.
#include "abi/memory_map.hpp"
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace edgeloom::test {
namespace {

using testing::HasSubstr;

std::string described(const std::string& topic, const std::string& format) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"describe", topic, "--format", format}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    return finished.out;
}

TEST(Describe, MemoryMapNamesEveryRegion) {
    const auto regions = nlohmann::json::parse(described("memory-map", "json"));
    ASSERT_EQ(regions.size(), abi::memory_map::all.size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
        EXPECT_EQ(regions[i]["name"], abi::memory_map::all[i].name);
        EXPECT_EQ(regions[i]["base"], abi::memory_map::all[i].base);
    }
    EXPECT_THAT(described("memory-map", "text"), HasSubstr("0x40000000"));
    EXPECT_THAT(described("memory-map", "md"), HasSubstr("| 0x40000000 | 0x00010000 | accelerator |"));
}

TEST(Describe, SvdIsXmlWithEveryRegisterOfTheJson) {
    boost::property_tree::ptree svd;
    std::istringstream xml(described("registers", "svd"));
    boost::property_tree::read_xml(xml, svd);
    const auto components = nlohmann::json::parse(described("registers", "json"));
    const auto& peripherals = svd.get_child("device.peripherals");
    ASSERT_EQ(peripherals.size(), components.size());
    std::size_t component = 0;
    for (const auto& [tag, peripheral] : peripherals) {
        const auto& registers = components[component++]["registers"];
        ASSERT_EQ(peripheral.get_child("registers").size(), registers.size());
        std::size_t index = 0;
        for (const auto& [ignored, entry] : peripheral.get_child("registers")) {
            const auto offset = std::stoul(entry.get<std::string>("addressOffset"), nullptr, 16);
            EXPECT_EQ(offset, registers[index]["offset"].get<unsigned long>());
            ++index;
        }
    }
}

TEST(Describe, ConfigListsEveryKeyOfAResolvedConfiguration) {
    const ScratchFolder folder;
    const auto keys = nlohmann::json::parse(described("config", "json"));
    const std::string text = described("config", "text");
    EXPECT_GT(keys.size(), 40U);
    for (const auto& key : keys) {
        EXPECT_FALSE(key["description"].get<std::string>().empty()) << key;
        EXPECT_THAT(text, HasSubstr(key["key"].get<std::string>()));
    }
}

TEST(Help, NamesEveryOption) {
    const ScratchFolder folder;
    const Finished help = edgeloom({"run", "--help"}, folder.path());
    EXPECT_EQ(help.status, 0);
    for (const std::string option :
         {"--set", "--out", "--dump-state", "--load-state", "--fidelity", "--bus", "--firmware"}) {
        EXPECT_THAT(help.out, HasSubstr(option));
    }
    EXPECT_EQ(edgeloom({"--help"}, folder.path()).status, 0);
    EXPECT_THAT(edgeloom({"--version"}, folder.path()).out, HasSubstr("edgeloom "));
    EXPECT_EQ(edgeloom({}, folder.path()).status, 2);
}

} // namespace
} // namespace edgeloom::test
