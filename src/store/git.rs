//! States kept by git. The only file that names the git library.
