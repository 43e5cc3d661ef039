#include "platform/describe/svd.hpp"

#include "platform/describe/register_maps.hpp"

#include <boost/format.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <sstream>

namespace edgeloom::platform {

namespace {

using boost::property_tree::ptree;

std::string hex(std::uint32_t value) {
    return (boost::format("0x%08X") % value).str();
}

std::string upper(std::string_view name) {
    std::string result(name);
    for (char& letter : result) {
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
    return result;
}

void describe_access(abi::Access access, ptree& node) {
    switch (access) {
    case abi::Access::read_only:
        node.put("access", "read-only");
        break;
    case abi::Access::write_only:
        node.put("access", "write-only");
        break;
    case abi::Access::write_one_to_clear:
        node.put("access", "read-write");
        node.put("modifiedWriteValues", "oneToClear");
        break;
    case abi::Access::read_write:
        node.put("access", "read-write");
    }
}

ptree describe_field(const abi::Field& field) {
    ptree node;
    node.put("name", std::string(field.name));
    node.put("description", std::string(field.description));
    node.put("bitOffset", static_cast<unsigned>(field.lsb));
    node.put("bitWidth", static_cast<unsigned>(field.width));
    return node;
}

ptree describe_register(const abi::Register& reg) {
    constexpr unsigned bits_per_byte = 8;
    ptree node;
    if (reg.count > 1) {
        node.put("dim", reg.count);
        node.put("dimIncrement", hex(reg.stride));
    }
    node.put("name", std::string(reg.name) + (reg.count > 1 ? "[%s]" : ""));
    node.put("description", std::string(reg.description));
    node.put("addressOffset", hex(reg.offset));
    node.put("size", reg.width_bytes * bits_per_byte);
    describe_access(reg.access, node);
    node.put("resetValue", hex(reg.reset));
    for (const abi::Field& field : reg.fields) {
        node.add_child("fields.field", describe_field(field));
    }
    return node;
}

void add_interrupt(const abi::Region& region, ptree& node) {
    const std::array<std::pair<std::string_view, unsigned>, 3> lines{
        {{abi::memory_map::uart.name, abi::interrupt::uart},
         {abi::memory_map::accelerator.name, abi::interrupt::accelerator},
         {abi::memory_map::dma.name, abi::interrupt::dma}}};
    for (const auto& [component, number] : lines) {
        if (component == region.name) {
            node.put("interrupt.name", upper(component));
            node.put("interrupt.value", number);
        }
    }
}

ptree describe_peripheral(const MappedRegisters& mapped) {
    ptree node;
    node.put("name", upper(mapped.region.name));
    node.put("description", std::string(mapped.map.description));
    node.put("baseAddress", hex(mapped.region.base));
    node.put("addressBlock.offset", "0x0");
    node.put("addressBlock.size", hex(mapped.region.size));
    node.put("addressBlock.usage", "registers");
    add_interrupt(mapped.region, node);
    for (const abi::Register& reg : mapped.map.registers) {
        node.add_child("registers.register", describe_register(reg));
    }
    return node;
}

} // namespace

std::string svd() {
    ptree root;
    ptree& device = root.add("device", "");
    device.put("<xmlattr>.schemaVersion", "1.3");
    device.put("<xmlattr>.xmlns:xs", "http://www.w3.org/2001/XMLSchema-instance");
    device.put("<xmlattr>.xs:noNamespaceSchemaLocation", "CMSIS-SVD.xsd");
    device.put("name", "EdgeLoom");
    device.put("version", EDGELOOM_VERSION);
    device.put("description", "Accelerator that trains sparse neural networks, with a RISC-V hart");
    device.put("addressUnitBits", 8);
    device.put("width", 32);
    device.put("size", 32);
    for (const MappedRegisters& mapped : register_maps) {
        device.add_child("peripherals.peripheral", describe_peripheral(mapped));
    }
    std::ostringstream text;
    boost::property_tree::write_xml(text, root, boost::property_tree::xml_writer_make_settings<std::string>(' ', 2));
    return text.str();
}

} // namespace edgeloom::platform
