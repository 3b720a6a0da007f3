// The source `images`: images and their labels from IDX files, MNIST among them.
#pragma once

#include <cstdint>
#include <string>

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// make: the images as they stand in the files, not copied, and classes "0" to the largest label.
/// With `testImages` and `testLabels` these follow as the source's own test part (`testFrom`);
/// the two come together, and their images have the size of the others. Labels stand in the order
/// of the images; a class between 0 and the largest label may have no image, but two must have.
/// Errors have the path of the parameter: "data.labels".
struct Images {
  static constexpr Info info{
      .id = "images",
      .label = "Image files",
      .formula = "height×width×channels bytes, classes 0 … largest label",
      .summary = "Labelled images from IDX files, such as those of MNIST.",
      .source = "LeCun, Cortes, Burges, The MNIST database of handwritten digits"};

  std::string images;
  std::string labels;
  std::string testImages;
  std::string testLabels;
  std::int64_t samples = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("images", &Images::images, "IDX file of the images.");
    v("labels", &Images::labels, "IDX file of their labels.");
    v("testImages", &Images::testImages, "IDX file of the test images, if they are apart.");
    v("testLabels", &Images::testLabels, "IDX file of the labels of the test images.");
    v("samples", &Images::samples, Range::linear(0, 60'000).within(0, 1'000'000),
      "Take only the first so many images (the test files stay whole); 0 takes all.");
  }

  static constexpr Split split{};

  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
