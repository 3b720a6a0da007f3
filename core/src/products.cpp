#include "fallline/products.h"

#include <array>
#include <cstring>
#include <type_traits>

namespace fallline {
namespace {

// Four floats or two doubles: what SSE2, NEON and WebAssembly have in common. Wider machines may
// merge two of them without changing a bit.
template <class S>
struct PackOf {
  typedef S type __attribute__((vector_size(16)));
  static constexpr int lanes = int(16 / sizeof(S));
};
template <class S>
using Pack = typename PackOf<S>::type;

// A Lane is a Pack or a single number; both load, store and multiply alike.
template <class Lane, class S>
Lane load(const S* p) {
  Lane lane;
  std::memcpy(&lane, p, sizeof(Lane));
  return lane;
}
template <class Lane, class S>
void store(S* p, Lane lane) {
  std::memcpy(p, &lane, sizeof(Lane));
}

/// The right-hand factor: element (p, j) lies at data[p · stepP + j · stepJ].
template <class S>
struct Factor {
  const S* data;
  Index stepP, stepJ;
  Factor column(Index j) const { return {data + j * stepJ, stepP, stepJ}; }
  Factor from(Index p) const { return {data + p * stepP, stepP, stepJ}; }
};

/// C(0:Rows·lanes, 0:Columns) += Σ_p a(:, p) · b(p, :), p in order. All sums stay in registers.
template <class Lane, int Rows, int Columns, class S>
void tile(const S* a, Index lda, Factor<S> b, Index depth, S* c, Index ldc) {
  constexpr int lanes = std::is_same_v<Lane, S> ? 1 : PackOf<S>::lanes;
  Lane sum[Columns][Rows];
  for (int j = 0; j < Columns; ++j) {
    for (int r = 0; r < Rows; ++r) sum[j][r] = load<Lane>(c + j * ldc + r * lanes);
  }
  for (Index p = 0; p < depth; ++p) {
    Lane left[Rows];
    for (int r = 0; r < Rows; ++r) left[r] = load<Lane>(a + p * lda + r * lanes);
    for (int j = 0; j < Columns; ++j) {
      const S right = b.data[p * b.stepP + j * b.stepJ];
      for (int r = 0; r < Rows; ++r) sum[j][r] += left[r] * right;
    }
  }
  for (int j = 0; j < Columns; ++j) {
    for (int r = 0; r < Rows; ++r) store(c + j * ldc + r * lanes, sum[j][r]);
  }
}

/// C(0:4, 0:4) += Σ_p a(:, p) b(:, p)ᵀ, p in order, for two panels of four.
void panelTile(const double* a, const double* b, Index depth, double* c, Index ldc) {
  constexpr Index width = RowPanels::width;
  using Lane = Pack<double>;
  Lane sum[width][2];
  for (Index j = 0; j < width; ++j) {
    sum[j][0] = load<Lane>(c + j * ldc);
    sum[j][1] = load<Lane>(c + j * ldc + 2);
  }
  for (Index p = 0; p < depth; ++p, a += width, b += width) {
    const Lane low = load<Lane>(a), high = load<Lane>(a + 2);
    for (Index j = 0; j < width; ++j) {
      sum[j][0] += low * b[j];
      sum[j][1] += high * b[j];
    }
  }
  for (Index j = 0; j < width; ++j) {
    store(c + j * ldc, sum[j][0]);
    store(c + j * ldc + 2, sum[j][1]);
  }
}

/// A strip of Rows·lanes rows against all n columns, four at a time.
template <class Lane, int Rows, class S>
void strip(const S* a, Index lda, Factor<S> b, Index depth, Index n, S* c, Index ldc) {
  Index j = 0;
  for (; j + 4 <= n; j += 4) {
    tile<Lane, Rows, 4>(a, lda, b.column(j), depth, c + j * ldc, ldc);
  }
  switch (n - j) {
    case 3:
      tile<Lane, Rows, 3>(a, lda, b.column(j), depth, c + j * ldc, ldc);
      break;
    case 2:
      tile<Lane, Rows, 2>(a, lda, b.column(j), depth, c + j * ldc, ldc);
      break;
    case 1:
      tile<Lane, Rows, 1>(a, lda, b.column(j), depth, c + j * ldc, ldc);
      break;
    default:
      break;
  }
}

/// C += A B for C of m × n and A of m × depth. Rows are taken two packs, one pack, one at a time.
template <class S>
void product(const S* a, Index lda, Factor<S> b, Index depth, S* c, Index ldc, Index m, Index n) {
  constexpr int lanes = PackOf<S>::lanes;
  constexpr Index block = 256;
  // A strip of A is read once for every four columns of B. When that is often and its columns lie
  // far apart, a copy side by side keeps it in the first-level cache.
  alignas(16) std::array<S, std::size_t(block) * 2 * lanes> packed;
  const bool pack = n >= 16 && lda > 2 * lanes;
  Index i = 0;
  for (; i + 2 * lanes <= m; i += 2 * lanes) {
    for (Index p = 0; p < depth; p += block) {
      const Index size = depth - p < block ? depth - p : block;
      const S* from = a + i + p * lda;
      Index step = lda;
      if (pack) {
        for (Index q = 0; q < size; ++q) {
          std::memcpy(packed.data() + q * 2 * lanes, from + q * lda, 2 * lanes * sizeof(S));
        }
        from = packed.data();
        step = 2 * lanes;
      }
      strip<Pack<S>, 2>(from, step, b.from(p), size, n, c + i, ldc);
    }
  }
  for (; i + lanes <= m; i += lanes) {
    strip<Pack<S>, 1>(a + i, lda, b, depth, n, c + i, ldc);
  }
  for (; i < m; ++i) strip<S, 1>(a + i, lda, b, depth, n, c + i, ldc);
}

}  // namespace

template <class S>
void forwardProduct(ConstMatrixRef<S> W, ConstMatrixRef<S> X, MatrixRef<S> Z) {
  product<S>(W.data(), W.outerStride(), {X.data(), 1, X.outerStride()}, W.cols(), Z.data(),
             Z.outerStride(), W.rows(), X.cols());
}

template <class S>
void backwardProduct(ConstMatrixRef<S> W, ConstMatrixRef<S> dZ, MatrixRef<S> dX, S* transposed) {
  const Index units = W.rows(), inputs = W.cols();
  for (Index k = 0; k < inputs; ++k) {
    const S* column = W.data() + k * W.outerStride();
    for (Index o = 0; o < units; ++o) transposed[o * inputs + k] = column[o];
  }
  dX.setZero();
  product<S>(transposed, inputs, {dZ.data(), 1, dZ.outerStride()}, units, dX.data(),
             dX.outerStride(), inputs, dZ.cols());
}

template <class S>
void gradientProduct(ConstMatrixRef<S> dZ, ConstMatrixRef<S> X, MatrixRef<S> dW) {
  if (dZ.rows() == 1) {
    // One unit: its row of dW lies side by side, so lanes can run over the inputs instead.
    product<S>(X.data(), X.outerStride(), {dZ.data(), dZ.outerStride(), 0}, X.cols(), dW.data(),
               X.rows(), X.rows(), 1);
    return;
  }
  product<S>(dZ.data(), dZ.outerStride(), {X.data(), X.outerStride(), 1}, X.cols(), dW.data(),
             dW.outerStride(), dZ.rows(), X.rows());
}

void symmetricProduct(const RowPanels& rows, MatrixRef<double> C) {
  // Both factors of a tile are panels: no stride is left to compute with.
  constexpr Index width = RowPanels::width;
  const Index next = width * rows.capacity;
  for (Index i = 0; i < rows.panels; ++i) {
    for (Index j = 0; j <= i; ++j) {
      panelTile(rows.data + i * next, rows.data + j * next, rows.rows,
                C.data() + width * (i + j * C.outerStride()), C.outerStride());
    }
  }
}

template void forwardProduct<float>(ConstMatrixRef<float>, ConstMatrixRef<float>, MatrixRef<float>);
template void forwardProduct<double>(ConstMatrixRef<double>, ConstMatrixRef<double>,
                                     MatrixRef<double>);
template void backwardProduct<float>(ConstMatrixRef<float>, ConstMatrixRef<float>, MatrixRef<float>,
                                     float*);
template void backwardProduct<double>(ConstMatrixRef<double>, ConstMatrixRef<double>,
                                      MatrixRef<double>, double*);
template void gradientProduct<float>(ConstMatrixRef<float>, ConstMatrixRef<float>,
                                     MatrixRef<float>);
template void gradientProduct<double>(ConstMatrixRef<double>, ConstMatrixRef<double>,
                                      MatrixRef<double>);

}  // namespace fallline
