"""Words by which texts speak of a concept of machine learning without naming it.

This is data, written from general knowledge of the field like ``wordings.py``: what a concept is
explained with, its formulas and its usual examples. A hint says less than a name.
"""

from __future__ import annotations

HINTS = """
# concept < words that speak of it
神经网络 < 输入层 | 隐藏层 | 隐含层 | 输出层 | hidden layer | hidden unit | 隐藏单元 | 隐层
监督学习 < 标签数据 | 带标签 | 结构化数据 | 非结构化数据 | structured data | unstructured data
  | labeled data
强化学习 < 奖励 | 智能体 | 策略梯度 | reward | agent | policy
无监督学习 < 无标签 | 没有标签 | unlabeled
聚类 < 质心 | 簇中心 | centroid | 簇
降维 < 投影 | 低维
决策树 < 信息增益 | 基尼 | 剪枝 | information gain | gini
支持向量机 < 核函数 | 最大间隔 | kernel trick | 间隔最大
推荐系统 < 协同过滤 | collaborative filtering
异常检测 < 离群 | outlier
二分类 < 是不是猫 | 0 或 1 | 0/1 | 正例 | 负例 | cat or not
逻辑回归 < 对数几率 | logit | log odds
损失函数 < 单个样本的误差 | y hat | 预测值与真实值
交叉熵 < 对数损失 | log loss | y log | log a | 对数形式
均方误差 < 平方差 | 残差平方
最大似然 < 似然 | 对数似然 | log likelihood | likelihood
梯度下降 < 下山 | 最陡 | 碗底 | 凸的 | 负梯度 | 迭代更新 | w := w | steepest | downhill
批量梯度下降 < 整个训练集 | 全部样本
随机梯度下降 < 单个样本更新 | 一次一个样本 | 批大小为 1 | batch size 1
mini-batch < 批次 | 批大小 | batch size | epoch | 一小批 | 一批 | 64 到 512 | 2 的幂
  | power of 2
指数加权平均 < 气温 | 温度 | 1/(1-β) | 平均天数 | temperature
偏差修正 < 1-β^t | 1 - beta^t | 初值为零 | 初期 | warm up | warm-up
动量 < 小球 | 惯性 | 纵向振荡 | 摆动 | 摩擦 | 抵消 | ball rolling | oscillation
RMSprop < 平方的平均 | 平方平均 | 平方根 | squared gradient | 根号
Adam < beta1 | beta2 | 0.999 | β1 | β2 | 1e-8
学习率衰减 < 衰减率 | decay rate | decay | 步长变小 | 指数衰减 | 1/(1+decay
局部最优 < 平稳段 | 停滞区 | 平坦区 | plateau | 平原
导数 < 斜率 | slope | 切线 | 变化率 | 切线斜率
链式法则 < 链式 | 链式相乘 | chain
计算图 < 从左到右 | 从右到左 | 有向图 | 节点
前向传播 < 从左往右 | 逐层计算 | cache | 缓存 z
反向传播 < 从右往左 | 反向求导 | dz = a - y | dz=a-y | dZ | 反传 | 误差回传
随时间反向传播 < 沿时间反传 | 时间反传 | through time | 沿时间 | 时间步反向
梯度消失 < 指数衰减到零 | 长期依赖 | long-term dependency | long-range dependency | 记不住前面
  | 单复数
梯度爆炸 < NaN | 数值溢出 | clip | clipping
梯度消失与梯度爆炸 < 指数增长 | 指数级 | 很深的网络 | 1.5 的 l 次方 | exponentially
梯度检验 < 双边差分 | 欧氏距离 | 1e-7 | 10^{-7} | dθ | θ | epsilon | 只在调试 | debug
数值逼近 < 差分 | 双边 | two-sided | 单边 | f(θ+ε)
向量化 < for 循环 | 显式循环 | for loop | explicit loop | np.dot | SIMD | 矩阵乘法 | 并行计算
广播 < 自动复制 | 自动扩展 | broadcast
numpy < 秩为 1 | 秩 1 数组 | 秩一数组 | rank 1 array | rank one array | reshape | keepdims
  | (n,) | assert
维数 < 形状 | shape | 形状一致 | n[l] | 维度检查
jupyter < cell | 代码块 | shift enter | 内核
激活函数 < 零均值 | 隐层默认 | 隐藏层默认
sigmoid < 0 到 1 之间 | 1/(1+e
非线性激活函数 < 恒等 | 恒等激活 | 线性激活 | identity activation | linear activation | 线性组合
初始化 < 零初始化 | 全零 | 0.01 | 初始值
随机初始化 < 对称 | 对称性 | 全零 | 打破对称 | symmetry | symmetry breaking | 完全一样
初始化 < xavier | he initialization | he 初始化 | 2/n | 1/n | 方差 2 | glorot
超参数 < 层数 | 迭代次数 | 隐藏单元数 | number of layers | 学习率、
参数 < w 和 b | w、b | w b
调参 < 网格 | 由粗到细 | 先粗后细 | coarse to fine | 随机取 | 随机选点 | 优先级
合适的范围 < 对数 | 均匀取样 | 对数轴 | 10 的次方 | 10^r | 10 ** r | log 轴 | logarithmic
大脑 < 神经科学 | 神经元类比 | 人脑
数据集 < 98/1/1 | 60/20/20 | 70/30 | 6:2:2 | 7:3 | 百万级 | hold-out | holdout
偏差 < 训练误差高 | 训练集误差大 | 高偏差 | high bias | 训练错误率 | 欠拟合
方差 < 高方差 | high variance | 开发集误差大 | 训练误差小
正则化 < 惩罚 | λ | lambda | 范数 | penalty | 权重变小 | 平方和 | frobenius | 弗罗贝尼乌斯
L2 正则化 < 弗罗贝尼乌斯范数 | frobenius norm | 权重平方和 | 权重平方
dropout < keep_prob | keep-prob | keep prob | 保留率 | 保留概率 | 随机关掉 | 随机丢 | 随机关闭
  | 掩码 | 随机删除
提前停止 < 验证误差上升 | 迭代到一半 | 中途停下
数据扩充 < 翻转 | 镜像 | 裁剪 | 旋转 | 变色 | 色彩变换 | flip | crop | mirror | color shifting
  | 加噪
归一化 < 零均值 | 均值为 0 | 均值方差 | 减均值 | 除以标准差 | 除标准差 | 单位方差
  | 零均值单位方差 | 等高线 | 轮廓变圆 | zero mean | unit variance
批量归一化 < γ | gamma | 缩放平移 | 协变量偏移 | covariate shift | 批统计量 | 内部协变量
softmax < 多个类别 | 概率和为一 | 概率和为 1 | 概率之和 | hard max | hardmax | 和为 1
多分类 < C 类 | 类别数
深度学习框架 < caffe | theano | mxnet | 选框架 | 易于编程 | 运行速度
tensorflow < session | placeholder | 会话 | 占位符 | tf. | 自动求导 | 变量定义
机器学习策略 < 想法很多 | 收集更多数据 | 方向
正交化 < 旋钮 | 方向盘 | 油门 | knob | steering | 一个按钮
单一数字评估指标 < 调和平均 | 一个数 | harmonic mean | 单个数字
满足和优化指标 < 门槛 | 达标 | 100 毫秒 | 运行时间 | 运行时间小于 | threshold | 误报
  | running time
分布 < 来自同一分布 | 同一分布 | same distribution
错误率 < 错误比例
人的表现 < 医生 | 专家 | 专家组 | human error | 人类误差 | doctor | radiologist
可避免偏差 < 训练误差减 | 与人的差距 | 先降偏差 | 先降方差
超过人的表现 < 广告推荐 | 物流 | 贷款 | logistics | loan | online ad
误差分析 < 错例 | 错误样本 | 表格统计 | 100 个错误 | 错误类型 | 天花板 | ceiling | 人工查看
错误标签 < 标错 | 随机错误 | 系统性错误 | 错标 | wrong label | random error | systematic error
快速迭代 < 先搭 | 先做一个 | 先跑起来 | quick and dirty | 尽快 | 初版
不同分布 < 分布不一样 | 来自不同 | 手机拍 | 后视镜 | 用户上传 | web images
数据不匹配 < 人工合成 | 合成数据 | 训练-开发集 | 训练开发集 | train-dev | training-dev
  | synthetic | artificial data | 合成
迁移学习 < 最后一层 | 换掉最后 | 冻结 | freeze | 预训练权重 | 放射科
多任务学习 < 多个标签 | 同时检测 | 一张图多个 | 共享底层 | several labels
端到端 < 流水线 | 中间步骤 | 手工设计 | pipeline | hand-designed | 一步到位 | 分两步 | 两步
卷积 < 互相关 | cross-correlation | 滑过 | 扫过
边缘检测 < sobel | scharr | 竖直边缘 | 垂直边缘 | 水平边缘 | 竖边 | 灰度 | vertical edge
  | horizontal edge
填充 < same 卷积 | valid 卷积 | same | valid | 边缘像素 | 越卷越小 | (f-1)/2 | 角上的像素
  | 补一圈
步长 < (n+2p-f)/s | floor | 向下取整 | n+2p-f | 每次跳 | 隔几格
三维卷积 < 通道数 | rgb | 彩色图 | 彩图 | 6x6x3 | 3x3x3 | 多个过滤器 | 通道相同
卷积层 < 一层的参数 | 偏置加 relu
池化 < 没有参数 | 取最大 | max pool | average pool | 无需学习
参数共享 < 共享参数 | 参数少 | 参数更少 | 平移不变
经典网络 < 手写数字 | imagenet
残差网络 < 跳跃连接 | 跳连 | 捷径 | 近道 | 恒等映射 | 恒等函数 | skip connection | shortcut
  | a[l+2] | 残差连接 | identity function
1x1 卷积 < 压缩通道 | 减少通道 | 通道压缩 | 改变通道数 | shrink channels | 逐像素全连接
inception < 瓶颈 | 瓶颈层 | bottleneck | 拼接 | 并排 | 多种尺寸 | 5x5
开源 < github | 克隆 | git clone | 许可证 | license
计算机视觉 < 自动驾驶识别 | 风格转换 | 一千像素 | 100 万像素
目标定位 < pc | bx by bh bw | b_x | 框的位置 | bx
特征点检测 < 眼角 | 关节 | 姿态 | l1x | 嘴角 | pose
滑动窗口 < 小窗口 | 窗口滑 | 逐格 | window | 窗口大小
边界框 < 网格单元 | 19x19 | 3x3 网格 | 格子 | grid cell
交并比 < 交集 | 并集 | 重叠面积 | 0.5 以上 | intersection
非极大值抑制 < 概率最大 | 重复的框 | 多余的框 | 去掉重叠 | suppress | 重复检测
锚框 < 形状不同的框 | 高瘦 | 矮胖 | overlapping objects
候选区域 < selective search | fast r-cnn | faster r-cnn | 分割算法
人脸识别 < 门禁 | 一对多 | 一对 k | 1:k | 活体 | liveness
人脸验证 < 一对一 | 1:1
one-shot < 一张照片 | 只有一张 | 相似函数 | 相似度函数 | similarity function | 单张照片
siamese < 同一个网络 | 两张图编码 | 128 维 | 编码距离 | encoding
三元组损失 < anchor positive negative | 锚点 | 正例反例 | margin | 间隔 α
风格迁移 < 画风 | 内容图 | 风格图 | 艺术
内容代价 < 内容图像 | 某一层激活 | 激活的差 | 内容项
风格代价 < 通道相关 | 格拉姆 | gram | 通道之间的相关 | 相关性 | 风格项 | gram matrix
一维到三维 < 心电图 | ct | ekg | ecg | 三维数据 | 时间序列 1d | 1d | 3d | 一维 | 三维的
序列模型 < 长度不同 | 视频行为 | dna | 音乐 | 命名实体 | name entity
循环神经网络 < 时间步 | 隐状态 | waa | a<t> | a^{<t>} | 上一时刻 | time step
双向神经网络 < 后文 | 未来的信息 | 两个方向 | 上下文两边 | 整句
语言模型 < 词典 | 句子概率 | 下一个词 | 语料 | corpus | eos | unk | 句子的概率 | 分词
采样 < 随机生成 | 字符级 | character level | 随机抽词 | np.random.choice
门控循环单元 < 更新门 | 记忆单元 | update gate | relevance gate | 相关门 | 候选值
长短期记忆 < 遗忘门 | 输出门 | 窥视孔 | peephole | forget gate | output gate | 三个门
深层循环神经网络 < stacked | 堆叠
词嵌入 < 相似的词 | 国王 | 男人 | 女人 | king | queen | 300 维 | t-sne
类比推理 < 男人之于女人 | 国王减 | 余弦相似 | 余弦 | cosine
嵌入矩阵 < 取出一列 | 10000x300 | E 矩阵 | 查表 | lookup
word2vec < 上下文词 | 目标词 | 中心词 | 分级 softmax | hierarchical softmax | context word
负采样 < 负样本 | 随机抽的词 | 3/4 次方 | k 个负 | 0.75
glove < 共现 | 共现矩阵 | x_{ij} | co-occurrence
情感分类 < 评论 | 星级 | review | 好评 | 差评
除偏 < 性别 | gender | 中和 | 均衡 | neutralize | equalize
机器翻译 < 法语 | 英语翻译
seq2seq < 编码器 | 解码器 | encoder | decoder | 编码网络
最可能的句子 < 贪心 | greedy | 贪婪 | 贪心搜索 | 条件语言模型 | conditional language model
集束搜索 < 束宽 | 集束宽 | beam width | beam size | 候选句子 | 长度归一化 | length normalization
  | 保留 b 个 | 对数和 | 除以长度
bleu < n-gram | 参考译文 | bigram | 简短惩罚 | brevity penalty | 二元组 | 参考翻译
注意力 < 对齐 | 注意力权重 | context vector | α<t | 加权和 | alignment | 长句
语音识别 < 音素 | 声谱 | blank | spectrogram | phoneme | 音频
触发字检测 < 智能音箱 | siri | alexa | 小度 | 小爱 | trigger word | 唤醒 | hey siri
除偏 < 刻板印象
"""
"""One concept a line (continued where a line begins with ``|``); ``#`` remarks."""
