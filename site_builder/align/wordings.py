"""Words of machine learning and its mathematics that mean the same in Chinese and English.

This is data, written from general knowledge of the field and of how people write about it; no
course is quoted. One line a concept, its wordings between ``|``. Titles of a course that have
other wordings bring them along in the outline or in a table of contents.
"""

from __future__ import annotations

WORDINGS = """
# models and learning
机器学习 | machine learning | ML
深度学习 | deep learning | DL
神经网络 | neural network | neural net | NN | 神经网
深层神经网络 | 深度神经网络 | 深层网络 | 深度网络 | deep neural network | DNN | deep network
  | 深层表示 | deep representation | deep L-layer neural network
浅层神经网络 | 单隐藏层网络 | 单隐层神经网络 | 两层神经网络 | 双层神经网络 | 浅层网络
  | 单隐藏层神经网络 | shallow neural network | one hidden layer neural network
  | two layer neural network
神经元 | neuron | 神经单元
感知机 | 感知器 | perceptron | 多层感知机 | MLP
监督学习 | 有监督学习 | supervised learning
无监督学习 | 非监督学习 | unsupervised learning
强化学习 | reinforcement learning | RL
半监督学习 | semi-supervised learning
迁移学习 | 迁移训练 | transfer learning
多任务学习 | multi-task learning | multitask learning
端到端 | end-to-end | end to end | 端对端
集成学习 | 模型融合 | ensemble learning | ensembling | ensemble
决策树 | decision tree
随机森林 | random forest
支持向量机 | support vector machine | SVM
朴素贝叶斯 | naive bayes
k近邻 | k-近邻 | k最近邻 | knn | k-nn | k nearest neighbor | 最近邻
聚类 | clustering | k均值 | k-means | kmeans
主成分分析 | 主元分析 | PCA | principal component analysis
降维 | dimensionality reduction
异常检测 | anomaly detection
推荐系统 | recommender system | recommendation system
预训练 | pre-training | pretraining | pretrained | 预训练模型
微调 | fine-tuning | fine tune | finetune
大语言模型 | large language model | LLM
# regression and classification
线性回归 | linear regression
逻辑回归 | logistic 回归 | logistic regression | 逻辑斯蒂回归 | 逻辑斯谛回归 | 对数几率回归
  | 罗吉斯回归
二分类 | 二分分类 | 二元分类 | 二类分类 | 二值分类 | binary classification
多分类 | 多类分类 | 多元分类 | multi-class classification | multiclass classification | 多类别分类
分类器 | classifier
分类 | classification
回归 | regression
多项式回归 | polynomial regression
决策边界 | decision boundary | 判定边界
softmax | 软最大 | softmax 回归 | softmax regression | softmax 分类器 | softmax classifier
  | softmax 层 | softmax 函数
# loss and optimisation
损失函数 | 代价函数 | 成本函数 | 误差函数 | loss function | cost function | cost | loss | 代价
  | 损失
目标函数 | objective function
交叉熵 | cross entropy | 交叉熵损失 | 交叉熵损失函数
均方误差 | 平方误差 | MSE | mean squared error | squared error
最大似然 | 极大似然 | maximum likelihood | 最大似然估计 | MLE
梯度下降 | 梯度下降法 | 梯度下降算法 | gradient descent | GD
随机梯度下降 | 随机梯度下降法 | stochastic gradient descent | SGD
批量梯度下降 | 批量梯度下降法 | 批梯度下降 | batch gradient descent
mini-batch | minibatch | mini batch | 小批量 | 小批次 | 小批
指数加权平均 | 指数加权平均数 | 指数加权移动平均 | 指数移动平均 | 指数滑动平均 | 滑动平均
  | 移动平均 | 移动平均数 | 指数平滑 | 指数平滑法 | exponentially weighted average
  | exponentially weighted moving average | EWMA | EMA | moving average
偏差修正 | 偏差校正 | 偏差纠正 | bias correction
动量 | momentum | 动量法 | 冲量 | momentum 算法 | 动量算法 | gradient descent with momentum
  | momentum 梯度下降法 | 动量梯度下降 | 动量梯度下降法
RMSprop | RMS prop | 均方根传递 | root mean square prop
Adam | Adam 算法 | Adam 优化算法 | Adam 优化器 | adam optimization algorithm | adam optimizer
  | 自适应矩估计
adagrad
优化算法 | 优化器 | 优化方法 | optimization algorithm | optimizer | 算法优化
学习率 | learning rate | 学习速率 | 步长因子
学习率衰减 | 学习率衰退 | 学习率下降 | 学习率递减 | learning rate decay
局部最优 | 局部最优解 | 局部极小 | 局部最小值 | local optima | local optimum | local minima
  | 局部最优问题 | 局部最优的问题
鞍点 | saddle point
收敛 | convergence
凸函数 | convex function | 凸优化 | convex
# derivatives and computation
导数 | 求导 | derivative | 微分 | 导函数
偏导数 | 偏导 | 求偏导 | partial derivative
链式法则 | 链式求导 | chain rule
梯度 | gradient
计算图 | 计算流程图 | 流程图 | computation graph | computational graph | 计算图谱
前向传播 | 正向传播 | 前向传递 | 正向传递 | 前向计算 | forward propagation | forward prop
  | forward pass | forwardprop
反向传播 | 后向传播 | 反向传递 | 误差反向传播 | backpropagation | back propagation | backprop
  | backward propagation | BP | backward pass | BP 算法
前向和反向传播 | 前向传播和反向传播 | 前向与反向传播 | 前向传播与反向传播 | 正向与反向传播
  | 前向、反向传播 | 前向传播和后向传播 | 前向和后向传播 | forward and backward propagation
  | 正向传播和反向传播
随时间反向传播 | 通过时间的反向传播 | 沿时间反向传播 | 时间反向传播 | backpropagation through time
  | BPTT | 穿越时间的反向传播
梯度消失 | 梯度弥散 | vanishing gradient | 消失的梯度
梯度爆炸 | exploding gradient | 爆炸的梯度
梯度消失与梯度爆炸 | 梯度消失/梯度爆炸 | 梯度消失/爆炸 | 梯度消失和梯度爆炸 | 梯度消失和爆炸
  | 梯度消失与爆炸 | vanishing / exploding gradients | vanishing and exploding gradients
梯度裁剪 | 梯度裁切 | 梯度修剪 | 梯度截断 | gradient clipping
梯度检验 | 梯度检查 | 梯度检测 | 梯度校验 | gradient checking | grad check | gradient check
数值逼近 | 数值近似 | 数值估计 | 数值计算梯度 | numerical approximation | 双边误差 | 数值梯度
  | numerical gradient
向量化 | 矢量化 | vectorization | vectorizing | vectorized
广播 | 广播机制 | broadcasting
矩阵 | matrix | matrices
向量 | 矢量 | vector
维数 | 维度 | dimension
核对 | 检查 | 核对矩阵 | getting right | check
numpy
python
jupyter | ipython | notebook | 笔记本
# activation
激活函数 | 激励函数 | activation function | 激活
非线性 | 非线性函数 | nonlinear | non-linear
非线性激活函数 | nonlinear activation function | non-linear activation function
sigmoid | σ函数 | sigmoid 函数
tanh | 双曲正切 | tanh 函数
relu | 线性整流 | 修正线性单元 | 线性修正单元 | relu 函数 | rectified linear unit
leaky relu | leakyrelu | 带泄漏的relu
# initialisation, parameters
初始化 | initialization | initialize | 参数初始化 | 权重初始化 | 权重的初始化 | 权重的随机初始化
  | weight initialization | weight initialisation
随机初始化 | random initialization
权重 | 权值 | weight
参数 | parameter
超参数 | 超参 | hyperparameter | hyper-parameter | hyper parameter
调参 | 超参数调试 | 超参数调整 | 超参数调优 | 调试处理 | hyperparameter tuning | 参数调试
  | tuning process | 调试过程 | 超参数搜索 | 超参数优化
合适的范围 | 合适范围 | 范围确定 | 取值范围 | appropriate scale | 参数范围 | 选择范围 | 搜索范围
  | 对数尺度 | 对数标尺 | log scale | log尺度
网格搜索 | grid search
随机搜索 | 随机取值 | random search
# data
数据集 | 数据划分 | 数据集划分 | dataset | data set | 集划分 | 样本集
训练集 | training set | train set
验证集 | 开发集 | 交叉验证集 | dev set | validation set | development set | 验证 | 开发 | dev
测试集 | test set | 测试数据
交叉验证 | cross validation
数据扩充 | 数据增强 | 数据扩增 | 数据增广 | 数据增加 | data augmentation
样本 | training example | sample | 训练样本 | 示例样本
特征 | feature
特征工程 | feature engineering
数据预处理 | 预处理 | preprocessing | data preprocessing
标注 | 标记 | 标签 | label | labeled | labeling
错误标签 | 标注错误 | 错误标注 | 标记错误 | 错误标记 | incorrectly labeled | mislabeled
  | 标注错误的数据 | 错误标注的数据 | incorrectly labeled data
数据不匹配 | 数据不相符 | 分布不匹配 | 不匹配的数据 | data mismatch | mismatched data
  | mismatched data distribution | 数据分布不匹配 | 不匹配数据划分 | 不匹配数据
分布 | distribution | 数据分布
不同分布 | 不同的划分 | 不同的分布 | 分布差异 | different distributions
结构化数据 | structured data
大数据 | big data
# fit and regularisation
过拟合 | 过度拟合 | overfitting | overfit | over-fitting
欠拟合 | underfitting | underfit | under-fitting
偏差 | bias
方差 | variance
可避免偏差 | 可避免误差 | avoidable bias
正则化 | 正规化 | regularization | regularize | 正则 | 正则项 | 惩罚项
L2 正则化 | L2 | L2 正则 | L2范数 | L2 regularization | 权重衰减 | weight decay | L2 范数正则化
  | 二范数
dropout | drop-out | drop out | 随机失活 | 丢弃法 | 失活 | dropout 正则化 | 随机丢弃
  | inverted dropout | 反向随机失活 | dropout 正则 | dropout regularization
提前停止 | 早停 | 早停法 | 提早停止 | early stopping | 早终止 | 及早停止
归一化 | 标准化 | normalization | normalize | normalizing | 规范化 | 均值归一化
批量归一化 | 批归一化 | 批标准化 | 批量标准化 | 批正则化 | 批规范化 | batch norm
  | batch normalization | batchnorm | BN | batch 归一化 | batch正则化
层归一化 | layer norm | layer normalization
# metrics and strategy
机器学习策略 | ML 策略 | ML strategy | machine learning strategy
正交化 | orthogonalization | orthogonalisation
评价指标 | 评估指标 | 度量指标 | 指标 | metric | evaluation metric | 评价标准 | 评估标准
单一数字评估指标 | 单一数字评价指标 | 单实数评估指标 | 单一量化评估指标 | 单值评价指标
  | single number evaluation metric
满足和优化指标 | 满足指标和优化指标 | 满意度和优化指标 | 满足指标 | 优化指标
  | satisficing and optimizing metric | satisficing metric | optimizing metric
准确率 | 正确率 | accuracy | 精确度
查准率 | 精确率 | precision
查全率 | 召回率 | recall
F1 | F1 score | F1 值 | F1 分数
混淆矩阵 | confusion matrix
ROC | AUC | 假阳性率 | false positive rate
误差分析 | 分析误差 | 错误分析 | error analysis
错误率 | 误差率 | error rate
贝叶斯误差 | 贝叶斯最佳误差 | 贝叶斯最优误差 | 贝叶斯错误率 | 贝叶斯最佳错误率 | 最优误差
  | bayes error | bayes optimal error
人的表现 | 人类表现 | 人类水平 | 人类的表现 | human level performance | human-level performance
  | 人类水平的表现
超过人的表现 | 超越人类 | 超过人类 | 超越人类表现 | 超过人类的表现
  | surpassing human level performance | 超越人的表现
快速迭代 | 快速搭建 | 第一个系统 | build your first system quickly | 快速搭建系统 | 快速构建
迭代 | iterate | iteration
泛化 | generalization | 泛化能力
# convolution and vision
卷积 | convolution | convolutional | 卷积运算 | 卷积操作
卷积神经网络 | 卷积网络 | convolutional neural network | convolutional network | CNN | convnet
深度卷积网络 | deep convolutional network | deep convnet | 深度卷积神经网络
卷积层 | 卷积网络的一层 | 单层卷积网络 | 一层卷积网络 | one layer of a convolutional network
  | convolutional layer | conv layer
三维卷积 | 3D卷积 | 立体卷积 | 体积卷积 | 多通道卷积 | convolutions over volume
  | convolution over volumes | 卷积的立方体
计算机视觉 | computer vision | CV | 机器视觉
边缘检测 | edge detection | 边界检测
通道 | channel
卷积核 | 过滤器 | 滤波器 | filter | kernel
填充 | padding | 补零 | 零填充
步长 | 步幅 | stride | strided | 卷积步长 | strided convolution | 卷积步幅
池化 | 池化层 | pooling | pooling layer | 汇聚层 | 最大池化 | 平均池化 | max pooling
  | average pooling | 池化操作
全连接 | 全连接层 | fully connected | fully connected layer | FC | 稠密层 | dense layer
参数共享 | 权值共享 | 权重共享 | parameter sharing | weight sharing
稀疏连接 | sparse connection | sparsity of connections
特征图 | feature map
感受野 | receptive field
经典网络 | classic network | 经典卷积网络 | 经典模型
lenet | lenet-5
alexnet
vgg | vgg-16 | vggnet | vgg网络
残差网络 | 残差神经网络 | resnet | residual network | 残差 | 残差块 | resnets
inception | 谷歌inception | googlenet | google net | inception 网络 | inception network
1x1 卷积 | 1x1 convolution | 1 x 1 卷积 | 网络中的网络 | network in network | networks in networks
mobilenet
图像分类 | image classification | 图片分类
图像 | 图片 | image | 图像识别 | image recognition
目标检测 | 物体检测 | 对象检测 | object detection | 目标识别
目标定位 | 物体定位 | 对象定位 | object localization
特征点检测 | 关键点检测 | 地标检测 | landmark detection | 特征点 | landmark | 界标检测
滑动窗口 | 滑窗 | sliding window
边界框 | 边框 | bounding box | bounding-box | 包围盒 | 边框预测 | bounding box 预测
  | bounding box prediction
交并比 | 交叉比 | 重叠度 | IoU | intersection over union | 交互比
非极大值抑制 | 非最大值抑制 | 非最大抑制 | 非极大抑制 | NMS | non-max suppression
  | nonmax suppression | non maximum suppression
锚框 | anchor box | anchor boxes | anchor | 锚点框 | 先验框
yolo | yolo 算法 | yolo algorithm
候选区域 | region proposal | region proposals | 区域提议 | R-CNN | rcnn | 推荐区域
语义分割 | semantic segmentation | 图像分割 | u-net | unet
转置卷积 | 反卷积 | transposed convolution
人脸识别 | 面部识别 | face recognition | 脸部识别
人脸验证 | 面部验证 | face verification | 脸部验证
one-shot | 一次学习 | 单样本学习 | 单次学习 | one-shot learning | one shot | one-shot 学习
  | 一样本学习
siamese | 孪生网络 | 连体网络 | siamese network | siamese 网络 | 双胞胎网络
三元组损失 | triplet loss | triplet 损失 | triplet | 三元组 | 三元损失
风格迁移 | 神经风格迁移 | 神经风格转换 | 风格转换 | neural style transfer | style transfer
  | 神经风格转移 | 图像风格迁移
内容代价 | 内容代价函数 | 内容损失 | 内容损失函数 | content cost | content cost function
  | content loss
风格代价 | 风格代价函数 | 风格损失 | 风格损失函数 | style cost | style cost function | style loss
一维到三维 | 一维和三维 | 三维推广 | 1D and 3D generalizations | 推广到一维和三维 | 一维三维推广
  | 一维到三维推广 | 1D和3D | 1d 和 3d 推广
生成对抗网络 | GAN | generative adversarial network
自编码器 | autoencoder
# sequences and language
序列模型 | 序列建模 | sequence model
循环神经网络 | 循环网络 | 递归神经网络 | RNN | recurrent neural network
循环序列模型 | recurrent sequence model
双向神经网络 | 双向循环神经网络 | 双向rnn | bidirectional RNN | BRNN | bi-rnn
  | bidirectional recurrent neural network
深层循环神经网络 | 深度循环神经网络 | 深层rnn | 深度rnn | deep RNN | deep recurrent neural network
门控循环单元 | GRU | GRU 单元 | gated recurrent unit | 门控单元
长短期记忆 | LSTM | long short term memory | 长短时记忆 | 长短期记忆网络 | 长短期记忆(LSTM)
语言模型 | language model | language modelling | 语言建模
序列生成 | sequence generation
采样 | 抽样 | sampling | 新序列采样 | 对新序列采样 | sampling novel sequences
自然语言处理 | NLP | natural language processing
词嵌入 | 词向量 | 单词嵌入 | 词汇嵌入 | 嵌入向量 | word embedding | embedding | 词的嵌入
  | word vector | wordvector
词汇表征 | 词表示 | 词汇表示 | 单词表示 | word representation | 词的表示 | 词表征
嵌入矩阵 | embedding matrix
类比推理 | analogy | 词类比
word2vec | word to vec | skip-gram | skip gram | skipgram | CBOW
负采样 | negative sampling | 负样本采样
glove | glove 词向量 | glove word vectors
情感分类 | 情绪分类 | 情感分析 | sentiment classification | sentiment analysis
除偏 | 消除偏见 | 去偏 | 去除偏见 | debiasing | 除偏见 | 偏见
机器翻译 | machine translation | 翻译
seq2seq | 序列到序列 | sequence to sequence | encoder-decoder | 编码器解码器 | 编码解码
最可能的句子 | most likely sentence | most likely translation | 最可能的翻译
集束搜索 | 定向搜索 | 束搜索 | beam search | 波束搜索 | 集束算法
bleu | bleu 得分 | bleu score | bleu 分数 | 双语评估替补
注意力 | 注意力机制 | 注意力模型 | attention | attention mechanism | attention model
自注意力 | self-attention | self attention
transformer | 变换器
bert
语音识别 | 语音辨识 | speech recognition | 语音转文字 | CTC
触发字检测 | 触发词检测 | 唤醒词检测 | trigger word detection | 触发字 | 触发词 | 唤醒词
独热 | one-hot | onehot | one hot | 独热编码
图像描述 | image captioning | 图像标题
# tools
深度学习框架 | 框架 | 程序框架 | deep learning framework | programming framework
tensorflow | TF
pytorch | torch
keras
开源 | open source | open-source | 开源实现 | 开源的实现方案 | open source implementation
  | 开源实现方案
符号 | 数学符号 | 符号标识 | 符号标记 | 记号 | notation | 符号约定 | 符号说明
采访 | 访谈 | 专访 | interview
欢迎 | welcome
课程资源 | course resources
# words of titles in general
为什么 | 为何 | why | 原因
理解 | 直观理解 | 直觉 | 直观 | understanding | intuition | understand
更多 | 更多的 | more | 其他 | 其它 | other
例子 | 示例 | 举例 | 样例 | 实例 | example
简介 | 概览 | 概述 | 介绍 | 引言 | 导论 | 总览 | overview | introduction | intro | 初步
解释 | 详解 | 说明 | 注记 | 讲解 | explanation | explain | justification | note
基础 | 基本 | basics | basic | fundamentals | foundations | 基本知识
结论 | 总结 | 小结 | 结语 | conclusion | summary | 回顾 | recap
实现 | implementation | implementing | implement
搭建 | 构建 | 建立 | building | build
训练 | training | train
测试 | testing | test | 测试时 | test time
计算 | computing | compute | calculation | 计算过程
输出 | output
输入 | input
表示 | 表征 | representation
结构 | 架构 | architecture | structure
性质 | 特性 | 属性 | properties | property | 特点
现状 | 现况 | 发展状况 | state of
选修 | optional | 选学
大小 | size | 规模
改变 | 变更 | change | 更改 | 改进 | 改善 | improving | improve | refinement | refine
选择 | 挑选 | picking | choose | choosing | select
大脑 | brain | 人脑
兴起 | 崛起 | 流行 | taking off | take off
# maths
概率 | probability
线性代数 | linear algebra
微积分 | calculus
特征值 | eigenvalue
特征向量 | eigenvector
行列式 | determinant
逆矩阵 | 矩阵的逆 | inverse matrix | matrix inverse
转置 | transpose
极限 | limit
积分 | integral | integration
期望 | expectation | expected value
正态分布 | 高斯分布 | normal distribution | gaussian distribution | gaussian
条件概率 | conditional probability
贝叶斯定理 | 贝叶斯公式 | bayes theorem | bayes rule
假设检验 | hypothesis testing
方程组 | 线性方程组 | system of linear equations
向量空间 | vector space | 线性空间
"""
"""Concepts in no order, one a line (continued where a line begins with ``|``); ``#`` remarks."""

KINDS = """
sigmoid | tanh | relu | leaky relu | 非线性激活函数 > 激活函数
非线性激活函数 > 非线性
softmax > 多分类
交叉熵 | 均方误差 | 三元组损失 | 内容代价 | 风格代价 > 损失函数
随机梯度下降 | 批量梯度下降 | 动量 > 梯度下降
随机梯度下降 | 批量梯度下降 > mini-batch
RMSprop | Adam | 动量 | adagrad > 优化算法
偏差修正 > 指数加权平均
学习率衰减 > 学习率
鞍点 > 局部最优
链式法则 > 导数
链式法则 > 反向传播
偏导数 > 导数
反向传播 | 前向传播 > 前向和反向传播
前向和反向传播 > 前向传播
前向和反向传播 > 反向传播
随时间反向传播 > 反向传播
梯度消失 | 梯度爆炸 > 梯度消失与梯度爆炸
梯度消失与梯度爆炸 > 梯度消失
梯度消失与梯度爆炸 > 梯度爆炸
梯度裁剪 > 梯度爆炸
梯度爆炸 > 梯度消失
数值逼近 > 梯度检验
随机初始化 > 初始化
numpy > python
广播 > python
学习率 > 超参数
网格搜索 | 随机搜索 > 调参
调参 > 超参数
训练集 | 验证集 | 测试集 > 数据集
训练集 > 训练
测试集 > 测试
错误标签 > 标注
数据不匹配 | 不同分布 > 分布
数据不匹配 > 不同分布
过拟合 > 方差
欠拟合 > 偏差
过拟合 > 正则化
可避免偏差 > 偏差
L2 正则化 | dropout | 提前停止 | 数据扩充 > 正则化
批量归一化 | 层归一化 > 归一化
单一数字评估指标 | 满足和优化指标 | 准确率 | 查准率 | 查全率 > 评价指标
F1 | 混淆矩阵 | ROC > 评价指标
F1 | 查准率 | 查全率 | 混淆矩阵 > 单一数字评估指标
贝叶斯误差 > 人的表现
超过人的表现 > 人的表现
贝叶斯误差 > 可避免偏差
卷积神经网络 | 卷积层 | 三维卷积 | 卷积核 | 填充 | 步长 | 1x1 卷积 > 卷积
深度卷积网络 > 卷积神经网络
深度卷积网络 > 卷积
深度卷积网络 > 深层神经网络
卷积神经网络 > 神经网络
边缘检测 | 目标检测 | 人脸识别 | 图像分类 | 语义分割 | 图像 > 计算机视觉
参数共享 | 稀疏连接 > 卷积
通道 > 三维卷积
lenet | alexnet | vgg > 经典网络
inception > 1x1 卷积
yolo | 边界框 | 锚框 | 滑动窗口 | 非极大值抑制 | 交并比 | 候选区域 > 目标检测
边界框 > 目标定位
one-shot | siamese | 三元组损失 | 人脸验证 > 人脸识别
人脸识别 > 人脸验证
内容代价 | 风格代价 > 风格迁移
双向神经网络 | 深层循环神经网络 | 门控循环单元 | 长短期记忆 > 循环神经网络
循环神经网络 | 循环序列模型 | seq2seq > 序列模型
循环序列模型 > 循环神经网络
序列生成 | 采样 > 语言模型
词汇表征 | 嵌入矩阵 | word2vec | glove | 独热 > 词嵌入
词嵌入 > 自然语言处理
词嵌入 > 词汇表征
类比推理 > 词嵌入
负采样 > word2vec
seq2seq > 机器翻译
bleu | 集束搜索 > 机器翻译
自注意力 | transformer > 注意力
tensorflow | pytorch | keras > 深度学习框架
大语言模型 > 语言模型
深层神经网络 | 浅层神经网络 | 循环神经网络 > 神经网络
深度学习框架 > 深度学习
机器学习策略 > 机器学习
权重 > 参数
结构 > 表示
预训练 | 微调 > 迁移学习
线性回归 | 逻辑回归 > 回归
二分类 | 多分类 > 分类
随机森林 > 决策树
主成分分析 > 降维
"""
"""Concepts that belong to a wider one, in the form ``narrow | narrow > wider``."""

WEAK: tuple[str, ...] = (
    "为什么", "理解", "更多", "例子", "简介", "解释", "基础", "结论", "实现", "搭建",
    "计算", "输出", "输入", "性质", "现状", "选修", "大小", "改变", "选择", "训练", "测试",
    "参数", "神经网络", "网络", "算法", "问题", "方法", "学习", "过程", "相关", "内容", "函数",
    "model", "algorithm", "network", "problem", "learn", "method", "function", "part", "表示",
    "深度学习", "机器学习", "数据", "模型", "系统", "知识", "应用",
)  # fmt: skip
"""Words that say little alone: they count, but less than the others of a title."""

STOP: tuple[str, ...] = (
    "的", "了", "和", "与", "及", "或", "是", "在", "对", "中", "用", "为", "吗", "呢", "之",
    "其", "个", "种", "把", "被", "到", "从", "将", "进", "行", "使", "你", "我", "们", "这",
    "那", "有", "关", "于", "什", "么", "如", "何", "怎", "样", "一", "些", "可", "以", "会",
    "能", "要", "该", "时", "候", "需", "上", "下", "里", "等", "也", "都", "就", "而", "法",
    "并", "因", "所", "很", "更", "最", "不", "没", "还", "又", "让", "得", "着", "过",
)  # fmt: skip
"""Chinese characters that mostly hold a sentence together."""

STOP_WORDS: tuple[str, ...] = (
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "from", "how", "in",
    "is", "it", "its", "of", "on", "or", "that", "the", "their", "this", "to", "vs", "we", "what",
    "when", "which", "with", "you", "your", "about", "using", "use", "need", "into", "across",
    "s", "t", "be", "can", "will", "not", "should", "chapter", "lecture", "lesson", "section",
)  # fmt: skip
"""English words that mostly hold a sentence together."""
