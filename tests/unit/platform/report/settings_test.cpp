#include "platform/report/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::report {

void PrintTo(const Setting& setting, std::ostream* stream) {
    *stream << setting.key << "=" << setting.value;
}

bool operator==(const Setting& a, const Setting& b) {
    return a.key == b.key && a.value == b.value;
}

namespace {

Settings flattened(const char* yaml) {
    return flatten(YAML::Load(yaml));
}

TEST(Settings, AreKeysWithTheirSections) {
    EXPECT_EQ(flattened("{name: a, platform: {dma: {burst: 256 B, channels: 2}}}"),
              (Settings{{"name", "a"}, {"platform.dma.burst", "256 B"}, {"platform.dma.channels", "2"}}));
}

TEST(Settings, KeepListsAndMapsByNumberInOneLine) {
    const Settings settings = flattened("layers: [8, 4]\nlearning_rate:\n  0: 3\n  6: 5\nempty: {}\nnone:\n");
    EXPECT_EQ(settings,
              (Settings{{"layers", "[8, 4]"}, {"learning_rate", "{0: 3, 6: 5}"}, {"empty", "{}"}, {"none", "~"}}));
}

TEST(Settings, AreNoneWhereThereIsNoMap) {
    EXPECT_TRUE(flattened("").empty());
    EXPECT_TRUE(flattened("[1, 2]").empty());
    EXPECT_TRUE(flattened("text").empty());
}

TEST(Settings, AreFoundByKey) {
    const Settings settings = flattened("{a: {clock: 25 MHz, width: 64 bit}}");
    EXPECT_EQ(find(settings, "a.width"), "64 bit");
    EXPECT_EQ(find(settings, "a"), std::nullopt);
    EXPECT_EQ(frequency(settings, "a.clock"), 25e6);
    EXPECT_EQ(frequency(settings, "a.width"), std::nullopt);
    EXPECT_EQ(frequency(settings, "a.none"), std::nullopt);
}

} // namespace
} // namespace edgeloom::report
