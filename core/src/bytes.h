// Writes and reads the parts of a snapshot: plain bytes, little-endian, every read checked.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace fallline {

class ByteWriter {
 public:
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void put(const T& value) {
    putArray(&value, 1);
  }
  void putText(std::string_view text) {
    put(std::uint64_t(text.size()));
    putArray(text.data(), text.size());
  }
  template <class T>
  void putArray(const T* values, std::size_t count) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(values);
    bytes_.insert(bytes_.end(), bytes, bytes + count * sizeof(T));
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }
  std::span<const std::uint8_t> bytes() const { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// After a read beyond the end `ok()` is false for good and values are zero.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <class T>
    requires std::is_trivially_copyable_v<T>
  T get() {
    T value{};
    getArray(&value, 1);
    return value;
  }
  std::string getText() {
    const auto size = get<std::uint64_t>();
    if (size > rest_.size()) ok_ = false;
    if (!ok_) return {};
    std::string text(std::size_t(size), '\0');
    getArray(text.data(), text.size());
    return text;
  }
  template <class T>
  void getArray(T* values, std::size_t count) {
    if (count > rest_.size() / sizeof(T)) ok_ = false;
    if (!ok_) return;
    std::memcpy(values, rest_.data(), count * sizeof(T));
    rest_ = rest_.subspan(count * sizeof(T));
  }
  bool ok() const { return ok_; }
  bool atEnd() const { return ok_ && rest_.empty(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

}  // namespace fallline
