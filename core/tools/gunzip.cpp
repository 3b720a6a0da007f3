#include "gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "fallline/describe.h"

namespace fallline {
namespace {

// The largest window; 16 asks zlib for gzip's header, a negative one for none at all.
constexpr int kGzipWindow = 15 + 16, kRawWindow = -15;

Error corrupt(const char* reason) {
  return {"corrupt-file", "", std::string("its packed bytes are not sound: ") + reason};
}

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// Inflates all members. `room()` gives the next piece of output to fill, and is told by
/// `filled(n)` how much of it was; an Error from `filled` ends it.
template <class Room, class Filled>
std::optional<Error> inflateAll(std::span<const std::uint8_t> bytes, int window, Room room,
                                Filled filled) {
  z_stream state{};
  // zlib's type for input is not const, although it is only read.
  state.next_in = const_cast<Bytef*>(bytes.data());
  if (inflateInit2(&state, window) != Z_OK) return corrupt("zlib does not start");
  const std::unique_ptr<z_stream, EndInflate> guard(&state);

  // Sizes in zlib have 32 bits.
  constexpr std::size_t most = std::numeric_limits<uInt>::max();
  std::size_t left = bytes.size();
  for (;;) {
    const uInt offered = uInt(std::min(left, most));
    const std::span<std::uint8_t> output = room();
    state.avail_in = offered;
    state.next_out = output.data();
    state.avail_out = uInt(std::min(output.size(), most));
    const uInt space = state.avail_out;
    const int status = inflate(&state, Z_NO_FLUSH);
    left -= offered - state.avail_in;
    if (std::optional<Error> error = filled(std::size_t(space - state.avail_out))) return error;

    if (status == Z_STREAM_END) {
      // Zeros may fill up a block of a tape; anything else is the next member.
      const auto rest = bytes.last(left);
      if (std::all_of(rest.begin(), rest.end(), [](std::uint8_t b) { return b == 0; })) {
        return std::nullopt;
      }
      if (window == kRawWindow) return corrupt("something follows its end");
      if (inflateReset(&state) != Z_OK) return corrupt("zlib does not start again");
    } else if (status == Z_BUF_ERROR || (status == Z_OK && left == 0 && state.avail_out > 0)) {
      return Error{"short-file", "", "it ends early: its packed bytes are not complete"};
    } else if (status != Z_OK) {
      return corrupt(state.msg != nullptr ? state.msg : "its data make no sense");
    }
  }
}

Result<Bytes> unpack(std::span<const std::uint8_t> bytes, int window, std::size_t maxBytes) {
  std::size_t total = 0;
  const auto scratch = std::make_unique<std::array<std::uint8_t, 65536>>();
  const auto count = [&](std::size_t n) -> std::optional<Error> {
    total += n;
    if (total <= maxBytes) return std::nullopt;
    return Error{
        "too-large", "",
        "too large: unpacked it is more than " + fileSize(maxBytes) + ", which is the limit"};
  };
  if (auto error = inflateAll(bytes, window, [&] { return std::span(*scratch); }, count)) {
    return *std::move(error);
  }

  auto out = std::make_shared<std::vector<std::uint8_t>>(total);
  std::size_t done = 0;
  std::array<std::uint8_t, 1> spare;  // for the checksum after the last byte, and empty members
  const auto room = [&] {
    return done < total ? std::span(*out).subspan(done) : std::span<std::uint8_t>(spare);
  };
  const auto advance = [&](std::size_t n) -> std::optional<Error> {
    done += n;
    return std::nullopt;
  };
  if (auto error = inflateAll(bytes, window, room, advance)) return *std::move(error);
  return Bytes(std::move(out));
}

}  // namespace

bool isGzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

Result<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t maxBytes) {
  if (!isGzip(bytes)) return corrupt("it does not begin with 1f 8b");
  return unpack(bytes, kGzipWindow, maxBytes);
}

Result<Bytes> inflateRaw(std::span<const std::uint8_t> bytes, std::size_t maxBytes) {
  return unpack(bytes, kRawWindow, maxBytes);
}

}  // namespace fallline
