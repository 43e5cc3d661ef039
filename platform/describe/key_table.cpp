#include "platform/describe/key_table.hpp"

#include "platform/configuration/in_words.hpp"
#include "platform/configuration/memory_device.hpp"

#include <boost/algorithm/string.hpp>

namespace edgeloom::platform {

namespace {

constexpr const char* other_devices = ", a YAML file, or a map of the keys below";

std::string or_word(const std::string& allowed, std::string_view word) {
    return word.empty() ? allowed : allowed + ", or " + std::string(word);
}

} // namespace

KeyTable::KeyTable(const std::function<void(Visitor&)>& visit_all) {
    visit_all(defaults_);
    visit_all(*this);
}

void KeyTable::add(const Key& key, std::string allowed) {
    std::string value = key.required                ? "required"
                        : !key.default_note.empty() ? std::string(key.default_note)
                                                    : defaults_.value(key.path);
    entries_.push_back({std::string(key.path), std::move(allowed), std::move(value), std::string(key.description)});
}

void KeyTable::text(const Key& key, std::string&) {
    add(key, "a text");
}

void KeyTable::number(const Key& key, std::uint64_t&, Range range) {
    add(key, in_words(range));
}

void KeyTable::quantity(const Key& key, std::uint64_t&, const Unit& unit, Range range) {
    add(key, in_words(range, unit));
}

void KeyTable::quantity_or_word(const Key& key, std::uint64_t&, const Unit& unit, Range range, std::string_view word) {
    add(key, or_word(in_words(range, unit), word));
}

void KeyTable::choice(const Key& key, std::size_t&, std::span<const std::string_view> names) {
    add(key, boost::join(std::vector<std::string>(names.begin(), names.end()), ", "));
}

void KeyTable::list(const Key& key, std::vector<std::uint32_t>&, Range range, std::string_view word) {
    add(key, or_word(list_in_words(range), word));
}

void KeyTable::number_or_word(const Key& key, std::uint64_t&, Range range, std::string_view word) {
    add(key, or_word(in_words(range), word));
}

void KeyTable::pattern_type(const Key& key, PatternConfiguration&) {
    add(key, "1, 2, 3, structured, random, or n:m such as 2:4");
}

void KeyTable::learning_rate(const Key& key, std::vector<std::pair<std::uint32_t, std::uint32_t>>&) {
    add(key, "a whole number from 0 to 31, or a map such as {0: 3, 2: 4}");
}

void KeyTable::dataset(const Key& key, DataSource&) {
    add(key, "mnist, morse, or a map of IDX files");
}

void KeyTable::dram_device(const Key& key, DeviceChoice<memory::DramDevice>& choice) {
    add(key, dram_device_names() + other_devices);
    visit_device(choice.device, std::string(key.path) + ".", *this);
}

void KeyTable::sram_device(const Key& key, DeviceChoice<memory::SramDevice>& choice) {
    add(key, sram_device_names() + other_devices);
    visit_device(choice.device, std::string(key.path) + ".", *this);
}

} // namespace edgeloom::platform
