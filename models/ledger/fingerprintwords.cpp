#include "ledger/unlockedkey.h"

#include <array>

namespace countersign::ledger {

namespace {

// Short words that sound unlike each other. Never reorder: two versions of the program must say the same words for one key.
constexpr std::array<const char *, 256> words{
    "acid",    "acorn",   "actor",    "agent",   "alarm",   "album",  "amber",   "angle",   "ankle",   "apple",   "apron",   "arena",
    "arrow",   "atlas",   "attic",    "award",   "bacon",   "badge",  "baker",   "banjo",   "barn",    "basil",   "basin",   "beach",
    "beard",   "beaver",  "bell",     "belt",    "bench",   "berry",  "bicycle", "bird",    "blade",   "blanket", "block",   "boat",
    "bonus",   "book",    "border",   "bottle",  "bowl",    "brain",  "branch",  "brick",   "bridge",  "broom",   "bucket",  "bundle",
    "cabin",   "cable",   "cactus",   "camel",   "camera",  "candle", "canoe",   "canvas",  "carbon",  "carpet",  "castle",  "cattle",
    "cedar",   "cellar",  "chain",    "chair",   "chalk",   "cherry", "chess",   "chin",    "circle",  "city",    "clay",    "cliff",
    "clock",   "cloud",   "clover",   "coach",   "coast",   "cobalt", "coffee",  "collar",  "comet",   "copper",  "coral",   "cotton",
    "crane",   "crayon",  "cricket",  "crown",   "crystal", "cup",    "curtain", "cushion", "daisy",   "dance",   "deer",    "delta",
    "desert",  "diamond", "dinner",   "dolphin", "donkey",  "dragon", "drum",    "eagle",   "earth",   "easel",   "echo",    "elbow",
    "elm",     "engine",  "envelope", "evening", "fabric",  "falcon", "farm",    "feather", "fence",   "fiddle",  "figure",  "finger",
    "flame",   "flute",   "forest",   "fossil",  "fox",     "frost",  "fruit",   "funnel",  "galaxy",  "garden",  "garlic",  "ginger",
    "giraffe", "glass",   "globe",    "glove",   "goat",    "gravel", "guitar",  "gutter",  "hammer",  "harbor",  "harvest", "hazel",
    "helmet",  "hero",    "hill",     "honey",   "hotel",   "ice",    "igloo",   "index",   "ink",     "iris",    "iron",    "island",
    "ivory",   "jacket",  "jaguar",   "jelly",   "jewel",   "jungle", "kettle",  "kidney",  "kitten",  "knight",  "ladder",  "lagoon",
    "lake",    "lantern", "laser",    "lemon",   "lettuce", "lily",   "linen",   "lizard",  "lobster", "locket",  "lotus",   "lunch",
    "magnet",  "mango",   "maple",    "marble",  "meadow",  "melon",  "mirror",  "mitten",  "monkey",  "mosaic",  "motor",   "mustard",
    "napkin",  "needle",  "nephew",   "nickel",  "north",   "novel",  "nut",     "oasis",   "ocean",   "olive",   "onion",   "opera",
    "orange",  "orchid",  "otter",    "oven",    "oyster",  "paddle", "palace",  "panda",   "paper",   "parrot",  "pebble",  "pencil",
    "pepper",  "piano",   "pigeon",   "pillow",  "planet",  "plum",   "pocket",  "polar",   "puzzle",  "quartz",  "quiver",  "rabbit",
    "radar",   "raft",    "rain",     "ribbon",  "river",   "robin",  "rocket",  "saddle",  "salmon",  "sandal",  "scarf",   "shovel",
    "silver",  "spider",  "spoon",    "sugar",   "tablet",  "tiger",  "tomato",  "tunnel",  "turtle",  "velvet",  "violin",  "walnut",
    "window",  "winter",  "yogurt",   "zebra",
};

} // namespace

QStringList fingerprintWords(const Hash &fingerprint)
{
    QStringList spoken;
    for (size_t i = 0; i < 8; ++i)
        spoken += QString::fromLatin1(words[fingerprint.bytes[i]]);
    return spoken;
}

} // namespace countersign::ledger
