// Sealing, hashing and keys.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/random.h"
#include "crypto/hash.h"
#include "crypto/key_ring.h"
#include "crypto/master_key.h"
#include "crypto/seal.h"
#include "journal_test.h"

namespace homevisit::crypto {
namespace {

using journal::TestFolder;

const Secret key("0123456789abcdef0123456789abcdef");

Bytes from_hex(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

// Gives out what it was told, to compare with published vectors.
class FixedRandom final : public Random {
 public:
  explicit FixedRandom(Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(void* out, std::size_t size) override { std::memcpy(out, bytes_.data(), size); }

 private:
  Bytes bytes_;
};

TEST(Seal, IsAes256Gcm) {  // McGrew and Viega, "The Galois/Counter Mode", test case 16
  FixedRandom nonce(from_hex("cafebabefacedbaddecaf888"));
  const auto sealed =
      seal(Secret(from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")),
           from_hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
           from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), nonce);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(to_hex(*sealed),
            "cafebabefacedbaddecaf888"
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b");
}

TEST(Seal, OpensWhatItSealed) {
  for (const std::size_t size : {0, 1, 15, 16, 17, 100'000}) {
    const std::string text(size, 'x');
    const auto sealed = seal(key, as_bytes(text), as_bytes("context"), system_random());
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->size(), size + seal_overhead);
    EXPECT_EQ(*open(key, *sealed, as_bytes("context")), text) << size;
  }
}

TEST(Seal, NoticesEveryFlippedBit) {
  auto sealed = seal(key, as_bytes("a visit took place"), as_bytes("context"), system_random());
  ASSERT_TRUE(sealed);
  for (std::size_t i = 0; i < sealed->size() * 8; ++i) {
    (*sealed)[i / 8] ^= static_cast<std::uint8_t>(1 << i % 8);
    const auto opened = open(key, *sealed, as_bytes("context"));
    ASSERT_FALSE(opened) << "bit " << i;
    EXPECT_EQ(opened.error().status, HV_DATA_LOSS);
    (*sealed)[i / 8] ^= static_cast<std::uint8_t>(1 << i % 8);
  }
}

TEST(Seal, NoticesAnotherContext) {
  const auto sealed = seal(key, as_bytes("text"), as_bytes("context"), system_random());
  EXPECT_FALSE(open(key, *sealed, as_bytes("contexT")));
  EXPECT_FALSE(open(key, *sealed, {}));
}

TEST(Seal, NoticesAnotherKey) {
  const auto sealed = seal(key, as_bytes("text"), {}, system_random());
  EXPECT_FALSE(open(Secret("0123456789abcdef0123456789abcdeF"), *sealed, {}));
}

TEST(Seal, NoticesEveryTruncation) {
  const auto sealed = seal(key, as_bytes("text"), {}, system_random());
  for (std::size_t size = 0; size < sealed->size(); ++size)
    EXPECT_FALSE(open(key, ByteView(*sealed).first(size), {})) << size;
}

TEST(Seal, NeverTwiceTheSame) {
  EXPECT_NE(*seal(key, as_bytes("text"), {}, system_random()),
            *seal(key, as_bytes("text"), {}, system_random()));
}

TEST(Seal, RefusesAKeyOfAnotherLength) {
  EXPECT_EQ(seal(Secret("short"), as_bytes("text"), {}, system_random()).error().status,
            HV_INTERNAL);
}

TEST(Hash, IsSha256) {  // FIPS 180-4, example "abc"
  const auto digest = sha256({as_bytes("a"), as_bytes("bc")});
  ASSERT_TRUE(digest);
  EXPECT_EQ(to_hex(*digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(KeyRing, OpensAWrappedKey) {
  const Uuid owner = Uuid::make(system_clock(), system_random());
  const Secret students = make_key(system_random());
  const auto wrapped = wrap_key(key, students, owner, system_random());
  ASSERT_TRUE(wrapped);
  KeyRing ring(key);
  for (int i = 0; i < 2; ++i) {
    const auto opened = ring.open(owner, *wrapped);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(std::ranges::equal((*opened)->reveal(), students.reveal()));
  }
}

TEST(KeyRing, AKeyBelongsToItsOwner) {
  const Uuid owner = Uuid::make(system_clock(), system_random());
  const Uuid other = Uuid::make(system_clock(), system_random());
  const auto wrapped = wrap_key(key, make_key(system_random()), owner, system_random());
  KeyRing ring(key);
  EXPECT_FALSE(ring.open(other, *wrapped));
}

TEST(KeyRing, AKeyThatWasChangedOnDiskIsNotAnsweredFromMemory) {
  const Uuid owner = Uuid::make(system_clock(), system_random());
  auto wrapped = wrap_key(key, make_key(system_random()), owner, system_random());
  KeyRing ring(key);
  ASSERT_TRUE(ring.open(owner, *wrapped));
  (*wrapped)[20] ^= 1;
  EXPECT_FALSE(ring.open(owner, *wrapped));
}

TEST(KeyRing, KeepsNoMoreThanItMay) {
  KeyRing ring(key, 2);
  std::shared_ptr<const Secret> first;
  Uuid first_owner;
  Bytes first_wrapped;
  for (int i = 0; i < 3; ++i) {
    const Uuid owner = Uuid::make(system_clock(), system_random());
    const auto wrapped = wrap_key(key, make_key(system_random()), owner, system_random());
    const auto opened = ring.open(owner, *wrapped);
    ASSERT_TRUE(opened);
    if (i == 0) {
      first = *opened;
      first_owner = owner;
      first_wrapped = *wrapped;
    }
  }
  EXPECT_EQ(first.use_count(), 1) << "the ring let go of the one not used for longest";
  EXPECT_TRUE(ring.open(first_owner, first_wrapped)) << "and opens it again when asked";
}

TEST(MasterKey, IsReadAsItWasMade) {
  const TestFolder folder;
  const std::string path = folder.file("key");
  ASSERT_TRUE(create_key_file(path, system_random()));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  const auto once = read_key_file(path);
  const auto twice = read_key_file(path);
  ASSERT_TRUE(once && twice);
  EXPECT_EQ(once->size(), key_size);
  EXPECT_TRUE(std::ranges::equal(once->reveal(), twice->reveal()));
}

TEST(MasterKey, IsNeverOverwritten) {
  const TestFolder folder;
  ASSERT_TRUE(create_key_file(folder.file("key"), system_random()));
  EXPECT_EQ(create_key_file(folder.file("key"), system_random()).error().status, HV_ALREADY_EXISTS);
}

TEST(MasterKey, MustNotBeReadableByOthers) {
  const TestFolder folder;
  const std::string path = folder.file("key");
  ASSERT_TRUE(create_key_file(path, system_random()));
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0610, 0601}) {
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    const auto read = read_key_file(path);
    ASSERT_FALSE(read) << std::oct << mode;
    EXPECT_EQ(read.error().status, HV_PERMISSION_DENIED);
    EXPECT_NE(read.error().message.find("chmod 600 " + path), std::string::npos)
        << "the message says what to do";
  }
}

TEST(MasterKey, MustBeThere) {
  const TestFolder folder;
  EXPECT_EQ(read_key_file(folder.file("key")).error().status, HV_NOT_FOUND);
  EXPECT_EQ(create_key_file(folder.file("no/such/folder"), system_random()).error().status,
            HV_NOT_FOUND);
}

TEST(MasterKey, MustHaveSixtyFourHexadecimalDigits) {
  const TestFolder folder;
  const std::string good(64, 'a');
  const auto read = [&](const std::string& text) {
    const std::string path = folder.file("key");
    std::ofstream(path, std::ios::trunc) << text;
    ::chmod(path.c_str(), 0600);
    return read_key_file(path);
  };
  EXPECT_TRUE(read(good));
  EXPECT_TRUE(read(good + "\n"));
  EXPECT_TRUE(read(good + "\r\n"));
  for (const std::string& bad :
       {std::string(), good.substr(1), good + "a", good + "\n\n", " " + good.substr(1),
        good.substr(1) + "g", good + "\nmore text behind it"}) {
    const auto result = read(bad);
    ASSERT_FALSE(result) << bad;
    EXPECT_EQ(result.error().status, HV_DATA_LOSS);
  }
}

TEST(Passphrase, MakesTheSameKeyFromTheSameSalt) {
  const Bytes salt(16, 1);
  const auto once = key_from_passphrase(Secret("correct horse"), salt);
  const auto twice = key_from_passphrase(Secret("correct horse"), salt);
  const auto other = key_from_passphrase(Secret("correct horse"), Bytes(16, 2));
  ASSERT_TRUE(once && twice && other);
  EXPECT_EQ(once->size(), key_size);
  EXPECT_TRUE(std::ranges::equal(once->reveal(), twice->reveal()));
  EXPECT_FALSE(std::ranges::equal(once->reveal(), other->reveal()));
}

// Made with Python: hashlib.scrypt(b"correct horse", salt=bytes([1] * 16), n=2**15, r=8, p=1,
// maxmem=2**26, dklen=32).hex()
TEST(Passphrase, IsScrypt) {
  const auto made = key_from_passphrase(Secret("correct horse"), Bytes(16, 1));
  ASSERT_TRUE(made);
  EXPECT_EQ(to_hex(made->reveal()),
            "2fe27bab9feda6535cfd1bf595066862679a140d6dd0c04e3c54c84b9614ab33");
}

TEST(Passphrase, RefusesNothingAtAll) {
  EXPECT_EQ(key_from_passphrase(Secret(), Bytes(16, 1)).error().status, HV_INVALID_ARGUMENT);
  EXPECT_EQ(key_from_passphrase(Secret("x"), Bytes(3, 1)).error().status, HV_DATA_LOSS);
}

}  // namespace
}  // namespace homevisit::crypto
