#include "platform/report/page.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

TEST(Page, HasAllItsParts) {
    const std::string html = page("the title", {{"kind", "run"}});
    EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
    EXPECT_THAT(html, HasSubstr("<title>the title</title>"));
    EXPECT_THAT(html, HasSubstr("function plotFigure("));
    EXPECT_THAT(html, HasSubstr("max-width: 70rem"));
    EXPECT_THAT(html, Not(HasSubstr("{{")));
    EXPECT_EQ(count(html, "<script"), 3U);
    EXPECT_EQ(count(html, "</script"), 3U);
}

TEST(Page, KeepsTheLicenceOfThePlotLibrary) {
    const std::string html = page("", {});
    EXPECT_THAT(html, HasSubstr("Chart.js v3."));
    EXPECT_THAT(html, HasSubstr("Permission is hereby granted, free of charge"));
    EXPECT_THAT(html, HasSubstr("THE SOFTWARE IS PROVIDED \"AS IS\""));
}

TEST(Page, ForbidsTheBrowserToFetchAnything) {
    EXPECT_THAT(page("", {}), HasSubstr("default-src 'none'"));
}

TEST(Page, TextInTheDataEndsNoElement) {
    const ordered_json data{
        {"name", "</script><script>alert(1)</script><!-- \"quoted\" 'too' & µ \u2028 {{script}} \\"}};
    const std::string html = page(data["name"], data);
    EXPECT_EQ(test::data_of(html), data);
    EXPECT_EQ(count(html, "<script"), 3U);
    EXPECT_EQ(count(html, "</script"), 3U);
    EXPECT_EQ(count(html, "<!--"), 1U); // the template's own
    EXPECT_THAT(html, HasSubstr("<title>&lt;/script&gt;&lt;script&gt;"));
}

TEST(Page, WhatIsNoUtf8IsReplaced) {
    const std::string html = page("", {{"uart", "a\xFF\xC3z"}});
    EXPECT_EQ(test::data_of(html)["uart"], "a\uFFFD\uFFFDz");
}

RC_GTEST_PROP(Page, DataComeOutAsTheyWent, (const std::vector<std::string>& texts)) {
    ordered_json data = ordered_json::array();
    for (std::string each : texts) {
        for (char& c : each) {
            c = static_cast<char>(c & 0x7F); // any ASCII is UTF-8
        }
        data.push_back(each);
    }
    RC_ASSERT(test::data_of(page("", data)) == data);
}

} // namespace
} // namespace edgeloom::report
